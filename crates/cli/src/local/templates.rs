use landfast_domain::permissions::{
    Manifest,
    cloudformation::{Template, api_access},
};
use serde_json::json;

use crate::{
    args::{AwsArgs, Output, TemplatesArgs, TemplatesCommand},
    compose,
    exit::{Exit, Failure},
    output::{data, json, say},
};

pub async fn templates(args: TemplatesArgs, output: Output) -> Result<Exit, Failure> {
    let manifest =
        Manifest::embedded().map_err(|why| Failure::new(Exit::Failed, why.to_string()))?;
    let template = api_access(&manifest);
    match args.command {
        TemplatesCommand::Show => {
            data(template.body.trim_end());
            Ok(Exit::Done)
        }
        TemplatesCommand::Publish(aws) => publish(&template, &aws, output).await,
    }
}

async fn publish(template: &Template, args: &AwsArgs, output: Output) -> Result<Exit, Failure> {
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
