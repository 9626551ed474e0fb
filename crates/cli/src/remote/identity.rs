use landfast_api::dto::IdentityTrapView;

use super::client;
use crate::{
    args::{Global, Output},
    exit::{Exit, Failure},
    output::{self, Table, data, json, say},
};

pub async fn run(global: &Global) -> Result<Exit, Failure> {
    let identity = client(global)?.identity().await?;
    let exit = if identity.available {
        Exit::Done
    } else {
        Exit::Failed
    };
    if global.output == Output::Json {
        json(&identity);
        return Ok(exit);
    }
    match (&identity.principal_arn, &identity.trouble) {
        (Some(principal), _) => data(&format!("{principal}\n")),
        (None, trouble) => data(&format!(
            "No identity. {}\n",
            trouble.as_deref().unwrap_or_default()
        )),
    }
    let mut table = Table::new(["SOURCE", "OUTCOME", "DETAIL"]);
    for tried in &identity.tried {
        table.row([&tried.source, &output::word(&tried.outcome), &tried.detail]);
    }
    table.print();
    for trap in &identity.traps {
        say(&trap_lines(trap));
    }
    Ok(exit)
}

fn trap_lines(trap: &IdentityTrapView) -> String {
    let (title, found, cure) = (&trap.title, &trap.found, &trap.cure);
    let code = trap.help.trim_start_matches("/help/");
    format!("\n{title}. {found}\n-> {cure}\n   landfast explain {code}")
}
