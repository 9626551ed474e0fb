//! `landfast`: the server, its worker, and the command line that talks to it.
//!
//! The composition root: the only place that knows every crate, the clock and the random source.

mod ambient;
mod args;
mod compose;
mod exit;
mod local;
mod output;
mod reference;
mod remote;
mod serve;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    args::{BillsCommand, Cli, Command, Global, IssuerCommand},
    exit::{Exit, Failure},
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(why) => {
            return output::fail(&Failure::new(
                Exit::Failed,
                format!("The program could not start its threads: {why}"),
            ));
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(exit) => exit.into(),
        Err(failure) => output::fail(&failure),
    }
}

async fn run(cli: Cli) -> Result<Exit, Failure> {
    match cli.command {
        Command::Serve(args) => serve::serve(args).await,
        Command::Worker(args) => serve::worker(args).await,
        Command::Migrate(args) => local::migrate(args).await,
        Command::Doctor(args) => local::doctor(args, cli.global.output).await,
        Command::User(args) => local::user(args, cli.global.output).await,
        Command::Token(args) => local::token(args, cli.global.output).await,
        Command::Templates(args) => local::templates(args, cli.global.output).await,
        Command::Explain(args) => local::explain(&args),
        Command::Bills(args) => bills(&cli.global, args.command).await,
        Command::Commitment(args) => remote::commitment::run(&cli.global, args.command).await,
        Command::Account(args) => remote::account::run(&cli.global, args.command).await,
        Command::Methods(args) => remote::access_key::methods(&cli.global, args.command).await,
        Command::Receipts(args) => remote::removal::receipts(&cli.global, args.command).await,
        Command::Activity(args) => remote::activity::run(&cli.global, &args).await,
        Command::Webhook(args) => remote::webhook::run(&cli.global, args.command).await,
        Command::Work(args) => remote::work::run(&cli.global, args.command).await,
        Command::Issuer(args) => issuer(&cli.global, args.command).await,
        Command::Callback => remote::callback::run(&cli.global).await,
        Command::Identity => remote::identity::run(&cli.global).await,
        Command::ReadBill => local::read_bill(),
        // Its threads have limits and stacks of their own.
        Command::AskBills => tokio::task::spawn_blocking(local::ask_bills)
            .await
            .unwrap_or_else(|why| Err(Failure::new(Exit::Failed, why.to_string()))),
        Command::Reference => reference::print(),
    }
}

/// A store that is named, else the server where there is a token for it.
async fn bills(global: &Global, command: BillsCommand) -> Result<Exit, Failure> {
    let is_servers = matches!(command, BillsCommand::Sync(_)) || global.token.is_some();
    match is_servers && !command.names_store() {
        true => remote::bill_questions::run(global, command).await,
        false => local::bills(command, global.output).await,
    }
}

async fn issuer(global: &Global, command: IssuerCommand) -> Result<Exit, Failure> {
    match command {
        IssuerCommand::Show => remote::issuer::show(global).await,
        IssuerCommand::Rotate => remote::issuer::rotate(global).await,
        IssuerCommand::Export { folder } => remote::issuer::export(global, &folder).await,
        IssuerCommand::Confirm(args) => local::confirm_issuer(args).await,
    }
}
