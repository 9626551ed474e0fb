//! `generate FOLDER`: writes there, under their paths in the repository, the files that our own
//! crates define. `cargo xtask gen` runs it; it is an example so that xtask itself needs none of
//! these crates to start.

mod module_readme;

use std::{env, error::Error, fs, path::Path};

use landfast_domain::{
    oidc::IssuerUrl,
    permissions::{Manifest, cloudformation, explain, terraform},
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).ok_or("usage: generate FOLDER")?;
    let folder = Path::new(&folder);
    let manifest = Manifest::embedded()?;
    let template = cloudformation::api_access(&manifest);
    write(
        folder,
        "deploy/cloudformation/api-access.yaml",
        &template.body,
    )?;
    // CloudFormation cannot compute condition keys, so that each issuer has a template of its own.
    let issuer = IssuerUrl::parse("https://landfast.example.com")?;
    let example = cloudformation::api_access_oidc(&manifest, &issuer);
    write(
        folder,
        "deploy/cloudformation/api-access-oidc.example.yaml",
        &example.body,
    )?;
    for (path, template) in [
        (
            "deploy/cloudformation/activation.yaml",
            cloudformation::activation(),
        ),
        (
            "deploy/cloudformation/billing-export.yaml",
            cloudformation::billing_export(),
        ),
        (
            "deploy/cloudformation/billing-bucket.yaml",
            cloudformation::billing_bucket(),
        ),
    ] {
        write(folder, path, &template.body)?;
    }
    let policies = terraform::policies(&manifest);
    write(folder, terraform::POLICIES_FILE, &policies)?;
    write(folder, terraform::ISSUER_FILE, &terraform::issuer(None))?;
    for (path, text) in [
        (terraform::BUCKET_POLICY_FILE, terraform::bucket_policy()),
        (
            terraform::EXPORT_DEFINITIONS_FILE,
            terraform::export_definitions(),
        ),
    ] {
        write(folder, path, &text)?;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    write(folder, module_readme::FILE, &module_readme::made(&root)?)?;
    write(folder, "docs/permissions.md", &explain::markdown(&manifest))?;
    let openapi = landfast_api::document().to_pretty_json()? + "\n";
    write(folder, "openapi/landfast-v1.json", &openapi)
}

fn write(folder: &Path, path: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().ok_or("a file without a folder")?)?;
    fs::write(&file, text)
        .map_err(|error| format!("could not write {}: {error}", file.display()))?;
    Ok(())
}
