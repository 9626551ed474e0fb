use serde_json::{Map, Value};

use super::*;
use crate::{
    AccountId, Partition, Region, RoleName,
    billing_export::{
        ExportChoice, ExportFormat, ExportWay, examine_bucket_policy, parse_query, reading_policy,
    },
    permissions::{
        cloudformation::tests::deploy::{Outcome, resources},
        testing::committed,
    },
};

const PAYER: &str = "012345678901";

fn choice(partition: Partition) -> Outcome<ExportChoice> {
    let role = RoleName::parse("landfast-abcdefgh")?;
    let default = ExportChoice::default_of(&AccountId::parse(PAYER)?, &role, partition);
    Ok(default.ok_or("no exports there")?)
}

/// The template as a stack with these parameters has it.
fn deployed(
    template: &Template,
    choice: &ExportChoice,
    reader: &str,
) -> Outcome<Map<String, Value>> {
    let partition = Partition::of(&choice.bucket_region);
    let makes = if choice.way.makes() { "Yes" } else { "No" };
    let option = match choice.way {
        ExportWay::New => "CREATE_NEW",
        _ => "USE_EXISTING",
    };
    let values = [
        ("AWS::Partition", partition.as_str()),
        ("AWS::AccountId", PAYER),
        ("AWS::Region", partition.home_region()),
        ("CurS3BucketOption", option),
        ("CurS3BucketName", choice.bucket.as_str()),
        ("CurS3BucketRegion", choice.bucket_region.as_str()),
        ("CurS3Prefix", choice.prefix.as_str()),
        ("ExportName", choice.name.as_str()),
        ("ExportFormat", choice.format.as_str()),
        ("CreateExport", makes),
        ("ReaderRoleName", reader),
        ("Bills", choice.bucket.as_str()),
        ("BillsPolicy", "the policy"),
    ];
    resources(template, &values)
}

#[test]
fn the_committed_files_are_current() -> Outcome {
    for template in [billing_export(), billing_bucket()] {
        let name = template
            .file_name
            .rsplit_once('-')
            .map_or("", |(name, _)| name);
        let path = format!("deploy/cloudformation/{name}.yaml");
        assert_eq!(
            committed(&path)?,
            template.body,
            "{path}: run `cargo xtask gen`"
        );
    }
    Ok(())
}

#[test]
fn the_role_may_read_what_the_step_says_and_the_bucket_takes_what_aws_brings() -> Outcome {
    for partition in [Partition::Aws, Partition::AwsCn] {
        for format in ExportFormat::ALL {
            let choice = ExportChoice {
                format,
                ..choice(partition)?
            };
            let resources = deployed(&billing_export(), &choice, "landfast-abcdefgh")?;
            let reading = &resources["ReadingPolicy"]["Properties"];
            let account = AccountId::parse(PAYER)?;
            assert_eq!(
                reading["PolicyDocument"],
                reading_policy(&choice, &account, partition)
            );
            assert_eq!(
                reading["ManagedPolicyName"],
                "landfast-abcdefgh-billing-bucket"
            );
            let policy = resources["BillsPolicy"]["Properties"]["PolicyDocument"].to_string();
            assert_eq!(examine_bucket_policy(&policy, &choice, &account), []);
            assert_eq!(resources.len(), 4);
        }
    }
    Ok(())
}

#[test]
fn each_way_makes_what_it_says() -> Outcome {
    let new = choice(Partition::Aws)?;
    let other = ExportChoice {
        way: ExportWay::NewOtherRegion,
        bucket_region: Region::parse("eu-west-1")?,
        ..new.clone()
    };
    let existing = ExportChoice {
        way: ExportWay::Existing,
        ..new.clone()
    };
    let made = |choice: &ExportChoice, reader: &str| -> Outcome<String> {
        let names = deployed(&billing_export(), choice, reader)?;
        Ok(names.keys().cloned().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(made(&new, "r")?, "Bills BillsPolicy Cur2 ReadingPolicy");
    assert_eq!(made(&other, "r")?, "Cur2 ReadingPolicy");
    assert_eq!(made(&existing, "")?, "ReadingPolicy");
    let by_hand = deployed(&billing_export(), &existing, "")?;
    let policy = &by_hand["ReadingPolicy"]["Properties"];
    assert_eq!(policy["Roles"], Value::Null);
    assert_eq!(policy["ManagedPolicyName"], "landfast-billing-bucket");
    let bucket = deployed(&billing_bucket(), &other, "")?;
    assert_eq!(
        bucket["Bills"]["Properties"]["BucketName"],
        other.bucket.as_str()
    );
    Ok(())
}

#[test]
fn the_exports_are_what_the_check_looks_for() -> Outcome {
    let stack = deployed(&billing_export(), &choice(Partition::Aws)?, "r")?;
    let export = &stack["Cur2"]["Properties"]["Export"];
    let query = export["DataQuery"]["QueryStatement"]
        .as_str()
        .ok_or("no query")?;
    assert_eq!(
        parse_query(query).map(|query| query.table).as_deref(),
        ExportFormat::Cur2.table()
    );
    let settings = &export["DataQuery"]["TableConfigurations"]["COST_AND_USAGE_REPORT"];
    assert_eq!(settings["INCLUDE_RESOURCES"], "TRUE");
    assert_eq!(stack["Cur2"]["Metadata"]["WaitsFor"], "the policy");
    Ok(())
}
