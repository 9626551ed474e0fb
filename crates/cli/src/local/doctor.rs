use landfast_app::ports::{SourceOutcome, Store as _};
use landfast_aws::Aws;
use landfast_bills::{keep::Store, told};
use landfast_domain::machine::TrapFinding;
use serde::Serialize;

use crate::{
    args::{DoctorArgs, Output},
    compose,
    exit::{Exit, Failure},
    output::{Table, json, say},
};

/// One thing that the server needs.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    outcome: &'static str,
    detail: String,
    remedy: Option<String>,
}

impl Finding {
    fn met(check: &'static str, detail: impl Into<String>) -> Self {
        Self {
            check,
            outcome: "met",
            detail: detail.into(),
            remedy: None,
        }
    }

    fn not_met(check: &'static str, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            check,
            outcome: "not_met",
            detail: detail.into(),
            remedy: Some(remedy.into()),
        }
    }
}

/// Checks what the server itself needs. All findings, not only the first.
pub async fn doctor(args: DoctorArgs, output: Output) -> Result<Exit, Failure> {
    let mut findings = vec![database(&args).await];
    findings.extend(aws(&args).await?);
    let healthy = findings.iter().all(|finding| finding.outcome == "met");
    match output {
        Output::Json => json(&serde_json::json!({ "checks": findings })),
        Output::Table => print(&findings),
    }
    Ok(if healthy { Exit::Done } else { Exit::Failed })
}

async fn database(args: &DoctorArgs) -> Finding {
    // To look must not make one.
    if let Some(missing) = compose::database_file(&args.database).filter(|file| !file.exists()) {
        let found = format!(
            "there is none yet; the first \"landfast serve\" makes {}",
            missing.display()
        );
        return Finding::met("database", found);
    }
    let opened = match compose::store_beside(&args.database).await {
        Ok(store) => store.ping().await.map_err(|why| why.to_string()),
        Err(failure) => Err(failure.what),
    };
    match opened {
        Ok(()) => Finding::met("database", "answers"),
        Err(why) => Finding::not_met("database", why, "Look at --data-dir or --database-url."),
    }
}

async fn aws(args: &DoctorArgs) -> Result<Vec<Finding>, Failure> {
    let aws = compose::aws(&args.aws, false).await?;
    let identity = aws.identity();
    let issuer = compose::issuer(&args.issuer)?;
    let mut findings = Vec::new();
    match identity.identity().await {
        Ok(own) => findings.push(Finding::met(
            "identity",
            format!("{} from {}", own.principal, own.source),
        )),
        // The roles of accounts trust the issuer then.
        Err(_) if issuer.is_some() => findings.push(Finding::met(
            "identity",
            "none, and none is needed: accounts trust the issuer",
        )),
        Err(trouble) => {
            let tried: Vec<String> = identity
                .sources()
                .await
                .into_iter()
                .map(|s| format!("{}: {} ({})", s.source, word(s.outcome), s.detail))
                .collect();
            let remedy = format!(
                "Give the server an AWS identity of its own. Tried: {}.",
                tried.join("; ")
            );
            findings.push(Finding::not_met("identity", trouble.detail, remedy));
        }
    }
    let traps = identity.traps(compose::clock().now()).await;
    findings.extend(traps.into_iter().map(trap));
    findings.push(match &args.aws.template_bucket {
        Some(bucket) => Finding::met("template_bucket", format!("{bucket} is set")),
        None if issuer.is_some() => {
            Finding::met("template_bucket", "none: templates are downloaded")
        }
        None => Finding::not_met(
            "template_bucket",
            "none is set",
            "Start the server with --template-bucket, and run \"landfast templates publish\".",
        ),
    });
    findings.push(match compose::callback(&args.callback)? {
        Some(callback) => Finding::met(
            "callback",
            format!("stacks call back by {}", callback.topic),
        ),
        None => Finding::met("callback", "none: the server looks for roles by itself"),
    });
    findings.push(bills(args, &aws).await);
    findings.extend(issuer.map(|issuer| Finding::met("issuer", issuer.url.to_string())));
    Ok(findings)
}

/// A folder is made when the first bill comes; a bucket is written, read, listed and cleaned up again.
async fn bills(args: &DoctorArgs, aws: &Aws) -> Finding {
    const CHECK: &str = "bills_store";
    let Some(bucket) = compose::bills_bucket(&args.bills, aws) else {
        let folder = args.database.data_dir.join("workspaces");
        return Finding::met(CHECK, format!("below {}", folder.display()));
    };
    let place = args.bills.bills_store.as_ref();
    let place = place.map(ToString::to_string).unwrap_or_default();
    let mut mark = [0; 8];
    compose::random().fill(&mut mark);
    let mark = format!("doctor-{:016x}", u64::from_be_bytes(mark));
    match Store::below(bucket.objects, &bucket.prefix)
        .try_out(&mark)
        .await
    {
        Ok(()) => Finding::met(CHECK, format!("{place} can be read and written")),
        Err(why) => Finding::not_met(
            CHECK,
            format!("{place}: {}", told(&why)),
            "Give this identity the rights that docs/bills.md lists under \"On S3\", or name another place with --bills-store.",
        ),
    }
}

fn trap(found: TrapFinding) -> Finding {
    let trap = found.trap;
    let remedy = format!("{} See: landfast explain {}", trap.cure(), trap.as_str());
    Finding::not_met(trap.as_str(), found.found, remedy)
}

const fn word(outcome: SourceOutcome) -> &'static str {
    match outcome {
        SourceOutcome::Used => "used",
        SourceOutcome::NotTried => "not tried",
        SourceOutcome::Absent => "absent",
        SourceOutcome::Failed => "failed",
    }
}

fn print(findings: &[Finding]) {
    let mut table = Table::new(["CHECK", "OUTCOME", "DETAIL"]);
    for finding in findings {
        table.row([finding.check, finding.outcome, &finding.detail]);
    }
    table.print();
    for remedy in findings
        .iter()
        .filter_map(|finding| finding.remedy.as_deref())
    {
        say(&format!("-> {remedy}"));
    }
}
