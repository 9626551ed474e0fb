use landfast_domain::{
    oidc::IssuerUrl,
    permissions::{
        Manifest,
        cloudformation::{Template, api_access, api_access_oidc},
    },
};
use serde_json::json;

use crate::{
    args::{Output, PublishArgs, TemplateOf, TemplatesArgs, TemplatesCommand},
    compose,
    exit::{Exit, Failure},
    output::{data, json, say},
};

pub async fn templates(args: TemplatesArgs, output: Output) -> Result<Exit, Failure> {
    let manifest =
        Manifest::embedded().map_err(|why| Failure::new(Exit::Failed, why.to_string()))?;
    match args.command {
        TemplatesCommand::Show(of) => {
            data(template(&manifest, &of)?.body.trim_end());
            Ok(Exit::Done)
        }
        TemplatesCommand::Publish(args) => publish(&manifest, &args, output).await,
    }
}

fn template(manifest: &Manifest, of: &TemplateOf) -> Result<Template, Failure> {
    let Some(text) = &of.issuer else {
        return Ok(api_access(manifest));
    };
    let issuer = IssuerUrl::parse(text)
        .map_err(|why| Failure::new(Exit::Usage, format!("--issuer: {why}")))?;
    Ok(api_access_oidc(manifest, &issuer))
}

async fn publish(manifest: &Manifest, args: &PublishArgs, output: Output) -> Result<Exit, Failure> {
    let (template, args) = (template(manifest, &args.of)?, &args.aws);
    if args.template_bucket.is_none() {
        return Err(Failure::new(Exit::Usage, "No bucket is given.")
            .hint("Give --template-bucket, a bucket of Landfast's own account."));
    }
    let aws = compose::aws(args, true).await?;
    let templates = aws.templates();
    let url = templates
        .publish(&template.file_name, &template.body)
        .await
        .map_err(|trouble| {
            Failure::new(
                Exit::Unavailable,
                format!("The template could not be published: {}", trouble.detail),
            )
            .hint("\"landfast doctor\" says as whom this program talks to AWS.")
        })?;
    match output {
        Output::Json => json(
            &json!({ "url": url, "version": template.version, "sha256": template.sha256_hex() }),
        ),
        Output::Table => {
            say(&format!(
                "Template version {}, SHA-256 {}",
                template.version,
                template.sha256_hex()
            ));
            data(&url);
        }
    }
    Ok(Exit::Done)
}
