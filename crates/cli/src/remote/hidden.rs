use std::io::IsTerminal;

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{
    exit::{Exit, Failure},
    output::say,
};

/// From a prompt that does not show it, or one line of standard input. `what` begins a sentence.
pub fn read_hidden(what: &str) -> Result<SecretString, Failure> {
    let unreadable =
        |why: std::io::Error| Failure::new(Exit::Usage, format!("{what} could not be read: {why}"));
    let mut line = Zeroizing::new(String::new());
    if std::io::stdin().is_terminal() {
        say(&format!("{what} (not shown):"));
        *line = console::Term::stderr()
            .read_secure_line()
            .map_err(unreadable)?;
    } else {
        std::io::stdin().read_line(&mut line).map_err(unreadable)?;
    }
    Ok(SecretString::from(line.trim()))
}
