//! The call of the Terraform module that deploys the role of one account, and what belongs to a payer,
//! as a person pastes it.

mod bill;

use crate::{
    AccountName, ExternalId, Region, RoleName,
    account::Trust,
    billing_export::{ExportChoice, ExportWay},
    permissions::{Choices, terraform::quoted},
    trust::Trusted,
};

/// Everything that the call is made of.
#[derive(Debug, Clone)]
pub struct ModuleCall<'a> {
    /// Where Landfast is reached, without a slash at the end; the module comes from there.
    pub landfast_url: &'a str,
    pub name: &'a AccountName,
    pub region: &'a Region,
    pub choices: &'a Choices,
    /// Whom the role trusts; a role that trusts a role needs no word.
    pub trust: Trust,
    /// What is beside the role; nothing for an account that is no payer.
    pub payer: PayerCall<'a>,
}

/// What the module makes for a payer beside its role.
#[derive(Debug, Clone, Default)]
pub struct PayerCall<'a> {
    /// The bill's export, with what counts where nobody has chosen.
    pub bill: Option<(&'a ExportChoice, &'a ExportChoice)>,
    pub use_stackset: bool,
}

/// What the module is given in place of Landfast's address.
#[derive(Debug, Clone)]
pub struct ByHand<'a> {
    pub external_id: &'a ExternalId,
    pub trusted: &'a Trusted,
    pub role_name: &'a RoleName,
}

/// Below the module: the one that makes a bucket in the region of its provider.
const BUCKET_MODULE: &str = "//modules/billing-bucket";

/// Below Landfast's address: the module that the server offers, in its present version.
pub const MODULE_PATH: &str = "/terraform/landfast.zip";

impl ModuleCall<'_> {
    /// The module asks Landfast for the values of its role.
    #[must_use]
    pub fn text(&self) -> String {
        let inputs = [
            ("landfast_url", quoted(self.landfast_url)),
            ("name", quoted(self.name.as_str())),
            ("region", quoted(self.region.as_str())),
        ];
        let stack_set = match self.payer.use_stackset {
            true => "\n  use_stackset = true\n",
            false => "",
        };
        self.call(&lines(2, &inputs), stack_set)
    }

    /// For a Terraform that cannot reach Landfast: the values stand in the call. The module has to
    /// come there by another way then.
    #[must_use]
    pub fn text_by_hand(&self, values: &ByHand<'_>) -> String {
        // The module that the server offers knows its issuer: without a principal it is that.
        let principal = match values.trusted {
            Trusted::Principal(principal) => Some(("principal", quoted(principal.as_str()))),
            Trusted::Issuer(_) => None,
        };
        let mut inner = vec![("external_id", quoted(values.external_id.as_str()))];
        inner.extend(principal);
        inner.extend([
            ("role_name", quoted(values.role_name.as_str())),
            ("region", quoted(self.region.as_str())),
        ]);
        self.call(&format!("  by_hand = {{\n{}  }}\n\n", lines(4, &inner)), "")
    }

    fn call(&self, values: &str, end: &str) -> String {
        let source = quoted(&format!("{}{MODULE_PATH}", self.landfast_url));
        let names = self.choices.capabilities().iter();
        let names: Vec<String> = names.map(|one| quoted(one.as_str())).collect();
        let mut choices = vec![
            ("capabilities", format!("[{}]", names.join(", "))),
            ("tag_access", quoted(self.choices.tag_access().as_str())),
        ];
        if self.trust == Trust::Issuer {
            choices.push(("trust", quoted(Trust::Issuer.as_str())));
        }
        let bill = self.payer.bill;
        let elsewhere = bill.filter(|(choice, _)| choice.way == ExportWay::NewOtherRegion);
        let before = elsewhere.map(|(choice, _)| bill::bucket(self.landfast_url, choice));
        let bill = bill.map(|(choice, default)| bill::attribute(choice, default));
        format!(
            "{}module \"landfast\" {{\n  source = {source}\n\n{values}{}{}{end}}}",
            before.unwrap_or_default(),
            lines(2, &choices),
            bill.unwrap_or_default(),
        )
    }
}

/// Attributes with their equals signs below one another, as `terraform fmt` has them.
fn lines(indent: usize, attributes: &[(&str, String)]) -> String {
    let width = attributes.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    attributes
        .iter()
        .map(|(name, value)| format!("{:indent$}{name:<width$} = {value}\n", ""))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Partition, PrincipalArn, permissions::TagAccess};

    #[test]
    fn both_calls() -> Result<(), Box<dyn std::error::Error>> {
        let choices = Choices::new([], TagAccess::None)?;
        let (name, region) = (
            AccountName::parse("Shop \"${x}\"")?,
            Region::parse("us-east-1")?,
        );
        let call = ModuleCall {
            landfast_url: "https://landfast.example.com",
            name: &name,
            region: &region,
            choices: &choices,
            trust: Trust::Role,
            payer: PayerCall::default(),
        };
        insta::assert_snapshot!(call.text(), @r#"
        module "landfast" {
          source = "https://landfast.example.com/terraform/landfast.zip"

          landfast_url = "https://landfast.example.com"
          name         = "Shop \"$${x}\""
          region       = "us-east-1"
          capabilities = []
          tag_access   = "none"
        }
        "#);
        let choices = Choices::default();
        let principal = format!("arn:{}:iam::999999999999:role/l", Partition::Aws);
        let by_hand = ByHand {
            external_id: &ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa")?,
            trusted: &Trusted::Principal(PrincipalArn::parse(&principal)?),
            role_name: &RoleName::parse("landfast-x")?,
        };
        let call = ModuleCall {
            choices: &choices,
            ..call
        };
        insta::assert_snapshot!(call.text_by_hand(&by_hand), @r#"
        module "landfast" {
          source = "https://landfast.example.com/terraform/landfast.zip"

          by_hand = {
            external_id = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa"
            principal   = "arn:aws:iam::999999999999:role/l"
            role_name   = "landfast-x"
            region      = "us-east-1"
          }

          capabilities = ["billing", "cost-explorer", "recommendations", "inventory"]
          tag_access   = "read"
        }
        "#);
        let issuer = crate::oidc::IssuerUrl::parse("https://landfast.example.com")?;
        let by_hand = ByHand {
            trusted: &Trusted::Issuer(issuer),
            ..by_hand
        };
        let call = ModuleCall {
            trust: Trust::Issuer,
            ..call
        };
        insta::assert_snapshot!(call.text_by_hand(&by_hand), @r#"
        module "landfast" {
          source = "https://landfast.example.com/terraform/landfast.zip"

          by_hand = {
            external_id = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa"
            role_name   = "landfast-x"
            region      = "us-east-1"
          }

          capabilities = ["billing", "cost-explorer", "recommendations", "inventory"]
          tag_access   = "read"
          trust        = "issuer"
        }
        "#);
        Ok(())
    }

    #[test]
    fn of_a_payer() -> Result<(), Box<dyn std::error::Error>> {
        let (choices, name) = (Choices::default(), AccountName::parse("Payer")?);
        let role = RoleName::parse("landfast-abc")?;
        let account = crate::AccountId::parse("012345678901")?;
        let default = ExportChoice::default_of(&account, &role, Partition::Aws);
        let default = default.ok_or("no exports")?;
        let elsewhere = ExportChoice {
            way: ExportWay::NewOtherRegion,
            bucket_region: Region::parse("eu-west-1")?,
            format: crate::billing_export::ExportFormat::Focus12,
            ..default.clone()
        };
        let existing = ExportChoice {
            way: ExportWay::Existing,
            adopted: Some(crate::billing_export::ExportId::parse("report:bill")),
            ..default.clone()
        };
        let calls = [&default, &elsewhere, &existing].map(|choice| {
            let region = Region::parse("us-east-1").ok();
            let call = region.map(|region| {
                ModuleCall {
                    landfast_url: "https://landfast.example.com",
                    name: &name,
                    region: &region,
                    choices: &choices,
                    trust: Trust::Role,
                    payer: PayerCall {
                        bill: Some((choice, &default)),
                        use_stackset: choice.way == ExportWay::New,
                    },
                }
                .text()
            });
            call.unwrap_or_default()
        });
        insta::assert_snapshot!(calls.join("\n\n----\n\n"));
        Ok(())
    }
}
