//! What the module makes of a choice, held against what the CloudFormation templates make of it. The
//! resources are read from the module's own files by an HCL reader that is not our emitter.

use std::collections::BTreeMap;

use hcl::{
    Block, Body, Expression,
    eval::{Context, Evaluate, FuncArgs, FuncDef, ParamType},
};
use serde_json::{Map, Value, json};

use super::{
    BUCKET_POLICY_FILE, EXPORT_DEFINITIONS_FILE, bucket_policy, export_definitions, tests::locals,
};
use crate::{
    AccountId, Partition, Region, RoleName,
    billing_export::{ExportChoice, ExportFormat, ExportWay},
    permissions::{
        cloudformation::{
            billing_bucket, billing_export,
            tests::deploy::{Outcome, resources},
        },
        testing::committed,
    },
};

const PAYER: &str = "012345678901";
const READER: &str = "landfast-abcdefgh";
const BUCKET_MODULE: &str = "deploy/terraform/modules/billing-bucket/main.tf";
const EXPORT_MODULE: &str = "deploy/terraform/modules/billing-export/main.tf";

fn choices() -> Outcome<Vec<ExportChoice>> {
    let (account, role) = (AccountId::parse(PAYER)?, RoleName::parse(READER)?);
    let mut all = Vec::new();
    for (partition, other) in [
        (Partition::Aws, "eu-west-1"),
        (Partition::AwsCn, "cn-north-1"),
    ] {
        let default = ExportChoice::default_of(&account, &role, partition);
        let default = default.ok_or("no exports there")?;
        for (way, format) in ExportWay::ALL
            .into_iter()
            .flat_map(|way| ExportFormat::ALL.map(move |format| (way, format)))
        {
            let region = match way {
                ExportWay::New => default.bucket_region.clone(),
                _ => Region::parse(other)?,
            };
            all.push(ExportChoice {
                way,
                format,
                bucket_region: region,
                ..default.clone()
            });
        }
    }
    Ok(all)
}

/// As stacks have them, by resource name: of both templates where the way needs both.
fn stacks(choice: &ExportChoice) -> Outcome<Map<String, Value>> {
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
        ("ReaderRoleName", READER),
        ("Bills", choice.bucket.as_str()),
        ("BillsPolicy", "the policy"),
    ];
    let mut all = resources(&billing_export(), &values)?;
    if choice.way == ExportWay::NewOtherRegion {
        all.extend(resources(&billing_bucket(), &values)?);
    }
    Ok(all)
}

/// `lookup(map, key, default)`.
fn lookup(args: FuncArgs) -> Result<hcl::Value, String> {
    let [hcl::Value::Object(map), hcl::Value::String(key), default] = args.as_slice() else {
        return Err("expected a map, a key and a default".to_owned());
    };
    Ok(map.get(key).unwrap_or(default).clone())
}

fn jsonencode(args: FuncArgs) -> Result<hcl::Value, String> {
    let [one] = args.as_slice() else {
        return Err("expected one value".to_owned());
    };
    Ok(json!(one).to_string().into())
}

fn context(var: &Value, local: &Map<String, Value>) -> Outcome<Context<'static>> {
    let mut context = Context::new();
    let any = ParamType::Any;
    let two = [any.clone(), any.clone(), any.clone()];
    context.declare_func("lookup", FuncDef::new(lookup, two));
    context.declare_func("jsonencode", FuncDef::new(jsonencode, [any]));
    context.declare_var("var", hcl::to_value(var)?);
    context.declare_var("local", hcl::to_value(local)?);
    Ok(context)
}

/// `given` and all that the locals of these files make of it.
fn evaluated(
    files: &[String],
    var: &Value,
    mut local: Map<String, Value>,
) -> Outcome<Map<String, Value>> {
    let mut open: BTreeMap<String, Expression> = BTreeMap::new();
    for file in files {
        open.extend(locals(file)?);
    }
    open.retain(|name, _| !local.contains_key(name));
    while !open.is_empty() {
        let (context, before) = (context(var, &local)?, open.len());
        open.retain(|name, expression| match expression.evaluate(&context) {
            Ok(value) => {
                local.insert(name.clone(), json!(value));
                false
            }
            Err(_) => true,
        });
        if open.len() == before {
            return Err(format!("cannot be evaluated: {:?}", open.keys()).into());
        }
    }
    Ok(local)
}

/// A resource's arguments as one value; those that other resources decide are left out.
fn arguments(body: &Body, context: &Context<'_>) -> Value {
    let mut all = Map::new();
    for attribute in body.attributes() {
        if let Ok(value) = attribute.expr().evaluate(context) {
            all.insert(attribute.key().to_owned(), text(json!(value)));
        }
    }
    for block in body.blocks() {
        all.insert(
            block.identifier().to_owned(),
            arguments(block.body(), context),
        );
    }
    Value::Object(all)
}

/// Numbers and switches as CloudFormation writes them.
fn text(value: Value) -> Value {
    match value {
        Value::Bool(is) => json!(is.to_string()),
        other => other,
    }
}

/// The arguments of the resource of this kind, if its count is not 0.
fn resource(file: &str, kind: &str, context: &Context<'_>) -> Outcome<Option<Value>> {
    let body: Body = hcl::parse(&committed(file)?)?;
    let is = |block: &&Block| {
        block.identifier() == "resource"
            && block
                .labels()
                .first()
                .is_some_and(|label| label.as_str() == kind)
    };
    let block = body.blocks().find(is).ok_or(format!("no {kind}"))?;
    let count = block.body().attributes().find(|one| one.key() == "count");
    if let Some(count) = count
        && count.expr().evaluate(context)? == hcl::Value::from(0)
    {
        return Ok(None);
    }
    Ok(Some(arguments(block.body(), context)))
}

/// CloudFormation's names as Terraform has them: `S3OutputConfigurations` as `s3_output_configurations`.
fn snake(name: &str) -> String {
    if name.chars().all(|c| !c.is_lowercase()) {
        return name.to_owned();
    }
    let mut out = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn renamed(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let pair = |(key, value): (&String, &Value)| (snake(key), renamed(value));
            Value::Object(map.iter().map(pair).collect())
        }
        other => other.clone(),
    }
}

/// `found` without what only Terraform knows.
fn without(mut found: Value, names: &[&str]) -> Value {
    if let Some(map) = found.as_object_mut() {
        map.retain(|name, _| !names.contains(&name.as_str()));
    }
    found
}

struct Deployed {
    bucket: Map<String, Value>,
    export: Map<String, Value>,
    var: Value,
}

impl Deployed {
    fn of(choice: &ExportChoice) -> Outcome<Self> {
        let partition = Partition::of(&choice.bucket_region);
        let var = json!({
            "account_id": PAYER,
            "partition": partition.as_str(),
            "role_name": READER,
            "make_bucket": choice.way == ExportWay::New,
            "make_export": choice.way.makes(),
            "format": choice.format.as_str(),
            "bucket": choice.bucket.as_str(),
            "bucket_region": choice.bucket_region.as_str(),
            "prefix": choice.prefix.as_str(),
            "name": choice.name.as_str(),
        });
        let map = |value: Value| value.as_object().cloned().unwrap_or_default();
        let account = map(json!({ "account_id": PAYER, "partition": partition.as_str() }));
        let name = map(json!({ "bucket": choice.bucket.as_str() }));
        Ok(Self {
            bucket: evaluated(&[bucket_policy()], &var, account)?,
            export: evaluated(
                &[export_definitions(), committed(EXPORT_MODULE)?],
                &var,
                name,
            )?,
            var,
        })
    }
}

#[test]
fn the_committed_files_are_current() -> Outcome {
    for (file, text) in [
        (BUCKET_POLICY_FILE, bucket_policy()),
        (EXPORT_DEFINITIONS_FILE, export_definitions()),
    ] {
        assert_eq!(committed(file)?, text, "{file}: run `cargo xtask gen`");
    }
    Ok(())
}

#[test]
fn every_choice_makes_the_export_of_the_stack_and_the_same_right_to_read_it() -> Outcome {
    for choice in choices()? {
        let (here, there) = (Deployed::of(&choice)?, stacks(&choice)?);
        let context = context(&here.var, &here.export)?;
        let of = |kind: &str| resource(EXPORT_MODULE, kind, &context);
        let policy = &there["ReadingPolicy"]["Properties"];
        assert_eq!(here.export["reading_policy"], policy["PolicyDocument"]);
        let reading = of("aws_iam_policy")?.ok_or("no policy")?;
        for (name, property) in [
            ("name", "ManagedPolicyName"),
            ("path", "Path"),
            ("description", "Description"),
        ] {
            assert_eq!(reading[name], policy[property]);
        }
        let found = of("aws_bcmdataexports_export")?;
        let data = [
            ("Cur2", ExportFormat::Cur2),
            ("Focus12", ExportFormat::Focus12),
        ]
        .into_iter()
        .find_map(|(name, format)| (choice.format == format).then(|| there.get(name))?);
        assert_eq!(found.is_some(), data.is_some(), "{choice:?}");
        if let (Some(mut found), Some(data)) = (found, data) {
            // AWS adds it by itself to what a stack makes.
            let tables = &mut found["export"]["data_query"]["table_configurations"];
            if let Some(table) = tables["COST_AND_USAGE_REPORT"].as_object_mut() {
                assert!(table.remove("BILLING_VIEW_ARN").is_some());
            } else {
                let query = found["export"]["data_query"].as_object_mut();
                query.and_then(|query| query.remove("table_configurations"));
            }
            assert_eq!(found["export"], renamed(&data["Properties"]["Export"]));
        }
        let found = of("aws_cur_report_definition")?;
        let report = there.get("LegacyCur");
        assert_eq!(found.is_some(), report.is_some(), "{choice:?}");
        if let (Some(found), Some(report)) = (found, report) {
            let found = without(found, &["count", "depends_on"]);
            assert_eq!(found, renamed(&report["Properties"]));
        }
    }
    Ok(())
}

#[test]
fn the_bucket_is_the_one_of_the_stack() -> Outcome {
    for choice in choices()?.into_iter().filter(|one| one.way.makes()) {
        let (here, there) = (Deployed::of(&choice)?, stacks(&choice)?);
        let stack = &there["BillsPolicy"]["Properties"];
        assert_eq!(here.bucket["bucket_policy"], stack["PolicyDocument"]);
        let context = context(&here.var, &here.bucket)?;
        let of = |kind: &str| -> Outcome<Value> {
            let found = resource(BUCKET_MODULE, kind, &context)?.ok_or("not made")?;
            Ok(found)
        };
        let bucket = &there["Bills"]["Properties"];
        assert_eq!(of("aws_s3_bucket")?["bucket"], bucket["BucketName"]);
        assert_eq!(
            without(of("aws_s3_bucket_public_access_block")?, &["bucket"]),
            renamed(&bucket["PublicAccessBlockConfiguration"])
        );
        assert_eq!(
            of("aws_s3_bucket_ownership_controls")?["rule"]["object_ownership"],
            bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"]
        );
        let rule = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0];
        assert_eq!(
            of("aws_s3_bucket_server_side_encryption_configuration")?["rule"]["apply_server_side_encryption_by_default"]
                ["sse_algorithm"],
            rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
        );
    }
    Ok(())
}
