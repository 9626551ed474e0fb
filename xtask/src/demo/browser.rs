//! Opening the console where a person sits in front of the machine.

use std::{
    env,
    io::{IsTerminal, stdout},
};

use crate::shell::Shell;

/// Only a convenience: says nothing when it does not work.
pub fn open(shell: &Shell, url: &str) {
    if !stdout().is_terminal() {
        return;
    }
    if let Some(opener) = opener() {
        let _opened = shell.read(shell.command(opener).arg(url));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether there is a screen stands in the environment"
)]
fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some());
    screen.then_some("xdg-open")
}
