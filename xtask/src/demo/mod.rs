//! `cargo xtask demo`: the product beside a simulated AWS, ready to sign in.

mod browser;
pub mod layout;
pub mod operator;
mod record;
pub mod server;
pub mod simulator;
mod words;

use std::time::Duration;

use crate::{
    console,
    error::{Error, Result},
    network,
    service::Service,
    shell::{Shell, pause},
    test::build,
};
use layout::Layout;
use record::Record;
use simulator::Simulator;

const PORT: u16 = 8420;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Forget the database, the password and everything else of an earlier demo
    #[arg(long)]
    fresh: bool,

    /// Port of the console and API on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = PORT)]
    port: u16,

    /// Do not open the console in a browser
    #[arg(long)]
    no_open: bool,
}

pub fn run(shell: &Shell, arguments: &Arguments) -> Result<()> {
    let layout = Layout::new(shell.root.join(".demo"));
    let _only_one = layout.open(arguments.fresh)?;
    let port = network::claim_port(arguments.port)?;
    match start_and_watch(shell, arguments, &layout, port) {
        Err(Error::Interrupted) => {
            crate::say("stopped");
            Ok(())
        }
        other => other,
    }
}

fn start_and_watch(shell: &Shell, arguments: &Arguments, layout: &Layout, port: u16) -> Result<()> {
    console::ensure_built(shell)?;
    build(shell)?;
    let earlier = Record::read(&layout.record())?;
    let simulator = Simulator::start(shell, layout)?;
    let sign_in = operator::ensure(shell, layout, earlier.as_ref())?;
    let mut record = Record::new(port, sign_in, &simulator.ready);
    record.write(&layout.record())?;
    let mut server = server::start(shell, layout, &simulator.ready, port, &[])?;
    if !server::accepts(port, &record.token) {
        record.token = operator::new_token(shell, layout, &record.email)?;
        record.write(&layout.record())?;
    }
    crate::say(&words::ready(&record, earlier.is_some()));
    if !arguments.no_open {
        browser::open(shell, &record.url);
    }
    watch(shell, &mut server, simulator)
}

/// Until the person has had enough, or one of the two is gone.
fn watch(shell: &Shell, server: &mut Service, mut simulator: Simulator) -> Result<()> {
    loop {
        shell.interrupt.check()?;
        server.check()?;
        simulator.service.check()?;
        pause(Duration::from_millis(200));
    }
}
