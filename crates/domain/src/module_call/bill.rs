//! What the call says of the bill's export.

use super::{BUCKET_MODULE, MODULE_PATH, lines};
use crate::{
    billing_export::{ExportChoice, ExportWay},
    permissions::terraform::quoted,
};

/// The module that makes the bucket in its region, with the provider that it needs.
pub(super) fn bucket(landfast_url: &str, choice: &ExportChoice) -> String {
    let source = quoted(&format!("{landfast_url}{MODULE_PATH}{BUCKET_MODULE}"));
    let (region, bucket) = (
        quoted(choice.bucket_region.as_str()),
        quoted(choice.bucket.as_str()),
    );
    format!(
        "provider \"aws\" {{\n  alias  = \"bills\"\n  region = {region}\n}}\n\n\
         module \"landfast_bucket\" {{\n  source    = {source}\n  providers = {{ aws = aws.bills }}\n\n  \
         bucket = {bucket}\n}}\n\n"
    )
}

/// The attribute `billing_export`; what is as it is by default is left out.
pub(super) fn attribute(choice: &ExportChoice, default: &ExportChoice) -> String {
    let inner = match choice.way {
        ExportWay::New => differing(choice, default),
        ExportWay::NewOtherRegion => {
            let output = |name: &str| format!("module.landfast_bucket.{name}");
            let mut all = vec![
                ("bucket", output("bucket")),
                ("bucket_region", output("region")),
            ];
            let others = differing(choice, default).into_iter();
            all.extend(others.filter(|(name, _)| *name != "bucket"));
            all
        }
        ExportWay::Existing => existing(choice),
    };
    if inner.is_empty() {
        return "\n  billing_export = {}\n".to_owned();
    }
    format!("\n  billing_export = {{\n{}  }}\n", lines(4, &inner))
}

fn differing(choice: &ExportChoice, default: &ExportChoice) -> Vec<(&'static str, String)> {
    let texts = |one: &ExportChoice| {
        [
            ("format", one.format.as_str().to_owned()),
            ("bucket", one.bucket.to_string()),
            ("prefix", one.prefix.to_string()),
            ("name", one.name.to_string()),
        ]
    };
    texts(choice)
        .into_iter()
        .zip(texts(default))
        .filter(|(is, usual)| is != usual)
        .map(|((name, text), _)| (name, quoted(&text)))
        .collect()
}

fn existing(choice: &ExportChoice) -> Vec<(&'static str, String)> {
    let id = choice.adopted.as_ref().map(|id| id.to_text());
    vec![
        ("existing", quoted(&id.unwrap_or_default())),
        ("format", quoted(choice.format.as_str())),
        ("bucket", quoted(choice.bucket.as_str())),
        ("bucket_region", quoted(choice.bucket_region.as_str())),
        ("prefix", quoted(choice.prefix.as_str())),
        ("name", quoted(choice.name.as_str())),
    ]
}
