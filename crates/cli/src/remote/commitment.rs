//! `landfast commitment`.

use landfast_api::dto::{
    CommitmentBasisInput, CommitmentCapInput, CommitmentChargeInput, CommitmentInput,
    CommitmentRulesInput, CommitmentRulesView, CommitmentSellersInput, CommitmentView,
};
use landfast_client::Client;

use super::{account_change::agreed, client};
use crate::{
    args::{
        CommitmentAdd, CommitmentChange, CommitmentCommand, CommitmentOf, CommitmentRemove,
        CommitmentRules, CommitmentShow, Global, Output,
    },
    exit::{Exit, Failure},
    output::{commitment as shown, json, say},
};

pub async fn run(global: &Global, command: CommitmentCommand) -> Result<Exit, Failure> {
    let (client, output) = (client(global)?, global.output);
    match command {
        CommitmentCommand::List => list(&client, output).await?,
        CommitmentCommand::Show(args) => show(&client, &args, output).await?,
        CommitmentCommand::Add(args) => add(&client, args, output).await?,
        CommitmentCommand::Change(args) => change(&client, args, output).await?,
        CommitmentCommand::Remove(args) => return remove(&client, &args).await,
    }
    Ok(Exit::Done)
}

async fn list(client: &Client, output: Output) -> Result<(), Failure> {
    let found = client.commitments().await?;
    match output {
        Output::Json => json(&found),
        Output::Table if found.commitments.is_empty() => say("No contracts."),
        Output::Table => shown::list(&found.commitments),
    }
    Ok(())
}

async fn show(client: &Client, args: &CommitmentShow, output: Output) -> Result<(), Failure> {
    let contract = named(client, &args.of).await?;
    let standing = client.commitment_standing(&contract.id).await?;
    match output {
        Output::Json => json(&standing),
        Output::Table => shown::standing(&contract, &standing, args.exact),
    }
    Ok(())
}

async fn add(client: &Client, args: CommitmentAdd, output: Output) -> Result<(), Failure> {
    let mut input = CommitmentInput {
        name: args.name,
        currency: args.currency,
        starts: args.starts,
        years: args.years,
        payers: args.payers,
        rules: CommitmentRulesInput::default(),
    };
    apply(args.rules, &mut input.rules);
    one(&client.add_commitment(&input).await?, output);
    Ok(())
}

async fn change(client: &Client, args: CommitmentChange, output: Output) -> Result<(), Failure> {
    let before = named(client, &args.of).await?;
    let CommitmentView {
        id,
        name,
        currency,
        starts,
        years,
        payers,
        rules,
        ..
    } = before;
    let instead = |new: Vec<String>, old: Vec<String>| if new.is_empty() { old } else { new };
    let years = years.into_iter().map(|year| year.amount).collect();
    let payers = payers.into_iter().map(|payer| payer.id).collect();
    let mut input = CommitmentInput {
        name: args.name.unwrap_or(name),
        currency: args.currency.unwrap_or(currency),
        starts: args.starts.unwrap_or(starts),
        years: instead(args.years, years),
        payers: instead(args.payers, payers),
        rules: match args.default_rules {
            true => CommitmentRulesInput::default(),
            false => kept(rules),
        },
    };
    apply(args.rules, &mut input.rules);
    one(&client.change_commitment(&id, &input).await?, output);
    Ok(())
}

async fn remove(client: &Client, args: &CommitmentRemove) -> Result<Exit, Failure> {
    let contract = named(client, &args.of).await?;
    say(&format!(
        "This removes the contract \"{}\", from {} to {}. Bills are not touched.",
        contract.name, contract.starts, contract.ends
    ));
    if !args.yes && !agreed("Remove it?")? {
        return Err(Failure::new(Exit::Refused, "Nothing was changed."));
    }
    client.remove_commitment(&contract.id).await?;
    say("Removed.");
    Ok(Exit::Done)
}

/// The contract of this id, or of this name whatever its letters.
async fn named(client: &Client, of: &CommitmentOf) -> Result<CommitmentView, Failure> {
    let wanted = of.contract.trim().to_lowercase();
    let all = client.commitments().await?.commitments;
    let found = all
        .into_iter()
        .find(|one| one.id == wanted || one.name.to_lowercase() == wanted);
    found.ok_or_else(|| {
        let what = format!("There is no contract {:?} in this workspace.", of.contract);
        Failure::new(Exit::NotFound, what).hint("landfast commitment list shows those there are")
    })
}

fn one(contract: &CommitmentView, output: Output) {
    match output {
        Output::Json => json(contract),
        Output::Table => shown::list(std::slice::from_ref(contract)),
    }
}

/// What somebody has set, to be sent again.
fn kept(rules: CommitmentRulesView) -> CommitmentRulesInput {
    let mut found = CommitmentRulesInput::default();
    let (basis, cap) = (rules.basis, rules.marketplace_cap);
    if !basis.is_default {
        found.basis = Some(CommitmentBasisInput {
            value: basis.value,
            source: basis.source,
        });
    }
    for rule in rules.charges.into_iter().filter(|rule| !rule.is_default) {
        *found.charges.of(rule.charge) = Some(CommitmentChargeInput {
            counts: rule.counts,
            source: rule.source,
        });
    }
    if !cap.is_default {
        found.marketplace_cap = Some(CommitmentCapInput {
            percent: cap.percent,
            source: cap.source,
        });
    }
    let sellers = rules.marketplace_sellers;
    if !sellers.is_default {
        found.marketplace_sellers = Some(CommitmentSellersInput {
            names: sellers.names,
            source: sellers.source,
        });
    }
    found
}

fn apply(args: CommitmentRules, rules: &mut CommitmentRulesInput) {
    if let Some(basis) = args.basis {
        rules.basis = Some(CommitmentBasisInput {
            value: basis.value,
            source: basis.source,
        });
    }
    let counted = args.counted.into_iter().map(|charge| (charge, true));
    let left_out = args.left_out.into_iter().map(|charge| (charge, false));
    for (charge, counts) in counted.chain(left_out) {
        *rules.charges.of(charge.value) = Some(CommitmentChargeInput {
            counts,
            source: charge.source,
        });
    }
    if let Some(cap) = args.marketplace_cap {
        rules.marketplace_cap = Some(CommitmentCapInput {
            percent: cap.value.0,
            source: cap.source,
        });
    }
    if args.all_sellers || !args.sellers.is_empty() {
        let names = (!args.all_sellers).then_some(args.sellers);
        let source = String::new();
        rules.marketplace_sellers = Some(CommitmentSellersInput { names, source });
    }
    if let Some(source) = args.sellers_source {
        let sellers = rules.marketplace_sellers.take();
        rules.marketplace_sellers = Some(CommitmentSellersInput {
            names: sellers.and_then(|sellers| sellers.names),
            source,
        });
    }
}
