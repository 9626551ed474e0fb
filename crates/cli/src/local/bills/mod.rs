//! Bills in a folder or in S3, without a running server.

mod asked;
mod import;
mod status;

pub use import::read as read_bill;
use landfast_bills::{
    ask,
    asker::{self, Shelf},
    keep,
};
use landfast_domain::{Region, billing_export::BucketName};

use crate::{
    args::{AwsArgs, BillsCommand, BillsStore, Output},
    compose,
    exit::{Exit, Failure},
};

pub async fn bills(command: BillsCommand, output: Output) -> Result<Exit, Failure> {
    match command {
        BillsCommand::Import(args) => import::import(args, output).await,
        BillsCommand::Status(args) => status::status(&args, output).await,
        BillsCommand::Cost(args) => asked::cost(args, output).await,
        BillsCommand::Sql(args) => asked::sql(args, output).await,
        BillsCommand::Export(args) => asked::export(args).await,
        BillsCommand::Sync(_) => Err(Failure::new(
            Exit::Usage,
            "Only a server looks at what AWS delivered.",
        )),
    }
}

/// Answers a query for another process of this program: what is in it can do no more than end this one.
pub fn ask_bills() -> Result<Exit, Failure> {
    let done = asker::answer(
        std::io::stdin().lock(),
        std::io::stdout(),
        &mut std::io::stderr(),
        on_shelf,
    );
    done.map_err(|why| Failure::new(Exit::Failed, format!("The query was not answered: {why}")))?;
    Ok(Exit::Done)
}

async fn on_shelf(shelf: Shelf) -> Result<keep::Store, String> {
    let said = |why: Failure| why.what;
    match shelf {
        Shelf::Folder(path) => keep::Store::local(&path).map_err(|why| chain(&why)),
        Shelf::Bucket {
            name,
            region,
            folder,
        } => {
            let name = BucketName::parse(&name).map_err(|why| why.to_string())?;
            let region = region.map(|region| Region::parse(&region)).transpose();
            let region = region.map_err(|why| why.to_string())?;
            let aws = compose::aws(&AwsArgs::none(), false).await.map_err(said)?;
            let bucket = aws.bucket(&name, region.as_ref());
            Ok(keep::Store::below(bucket, &folder))
        }
    }
}

/// The store, if there is one: to look must not make one.
async fn existing(of: &BillsStore) -> Result<Option<keep::Store>, Failure> {
    let folder = of.folder();
    match in_bucket(of).await? {
        Some(store) => Ok(Some(store)),
        None if folder.is_dir() => keep::Store::local(&folder)
            .map(Some)
            .map_err(|why| store_failed(&why)),
        None => Ok(None),
    }
}

/// The store in S3, where that is named.
async fn in_bucket(of: &BillsStore) -> Result<Option<keep::Store>, Failure> {
    if of.place.bills_store.is_none() {
        return Ok(None);
    }
    let aws = compose::aws(&AwsArgs::none(), false).await?;
    let bucket = compose::bills_bucket(&of.place, &aws);
    Ok(bucket.map(|at| keep::Store::below(at.objects, &format!("{}/bills", at.prefix))))
}

/// Whoever answers questions, and the months there are.
async fn asked(of: &BillsStore) -> Result<(ask::Bills, Vec<keep::Current>), Failure> {
    let nothing = || {
        let what = format!("There are no bills in {of}.");
        Failure::new(Exit::NotFound, what).hint(
            "Bring some with \"landfast bills import PATH...\", or name another --data-dir or --bills-store",
        )
    };
    let store = existing(of).await?.ok_or_else(nothing)?;
    let currents = store.currents().await.map_err(|why| store_failed(&why))?;
    match currents.is_empty() {
        true => Err(nothing()),
        false => Ok((ask::Bills::new(store), currents)),
    }
}

fn store_failed(why: &keep::Error) -> Failure {
    Failure::new(Exit::Failed, chain(why)).hint(why.next())
}

fn ask_failed(why: &ask::Error) -> Failure {
    let exit = match why {
        ask::Error::Question(_) | ask::Error::Sql(_) => Exit::Usage,
        ask::Error::Time(_) | ask::Error::Memory(_) => Exit::Unavailable,
        ask::Error::Store(_) | ask::Error::Engine(_) | ask::Error::Write(_) => Exit::Failed,
    };
    Failure::new(exit, chain(why)).hint(why.next())
}

/// On the operator's own terminal the whole chain helps.
fn chain(why: &dyn std::error::Error) -> String {
    let mut text = why.to_string();
    if let Some(first) = text.get(..1) {
        text = first.to_uppercase() + text.get(1..).unwrap_or_default();
    }
    let mut next = why.source();
    while let Some(cause) = next {
        text = format!("{text}\n  because {cause}");
        next = cause.source();
    }
    text
}
