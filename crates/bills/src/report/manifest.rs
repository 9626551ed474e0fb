//! A manifest as a delivery: what it lists is judged before any of it is opened.

use landfast_domain::billing_export::{self, Manifest, ManifestService};

use super::{Delivery, Flaw, Format, format::of_header, key};

/// The delivery that a manifest tells of. Its stamp is for the caller to fill in, taken before the text.
///
/// `place` is the manifest's key. `bucket` is where it was found, if that is known: a manifest must not
/// send anybody into another one.
///
/// # Errors
/// [`Flaw`] for a manifest that lists nothing, or what no manifest of AWS's lists.
pub fn of_manifest(place: &str, text: &str, bucket: Option<&str>) -> Result<Delivery, Flaw> {
    let manifest = billing_export::read(text).map_err(|why| Flaw::NoManifest {
        why: why.to_string(),
    })?;
    key::demand(&manifest.files)?;
    if let (Some(expected), Some(found)) = (bucket, &manifest.bucket)
        && expected != found
    {
        return Err(Flaw::ForeignBucket {
            expected: expected.to_owned(),
            found: found.clone(),
        });
    }
    let of_keys = || manifest.files.iter().find_map(|file| key::period(file));
    let period = manifest.period.or_else(of_keys).ok_or(Flaw::NoPeriod)?;
    Ok(Delivery {
        report: key::safe_name(&name(&manifest, place)),
        format: format(&manifest)?,
        payer: manifest.account,
        period: Some(period),
        bucket: manifest.bucket,
        version: manifest.version,
        manifest: Some(place.to_owned()),
        stamp: None,
        columns: manifest.columns,
        files: manifest.files,
    })
}

fn name(manifest: &Manifest, place: &str) -> String {
    let file = place.rsplit('/').next().unwrap_or_default();
    let of_file = || {
        file.strip_suffix("-Manifest.json")
            .unwrap_or(file)
            .to_owned()
    };
    manifest.name.clone().unwrap_or_else(of_file)
}

fn format(manifest: &Manifest) -> Result<Format, Flaw> {
    match manifest.service {
        ManifestService::CostAndUsageReports => Ok(Format::LegacyCur),
        ManifestService::DataExports => match of_header(&manifest.columns) {
            // The service exports other tables too: recommendations, carbon, dashboards.
            None if !manifest.columns.is_empty() => Err(Flaw::NotABill {
                found: beginning(&manifest.columns),
            }),
            None | Some(Format::LegacyCur) => Ok(Format::Cur2),
            Some(found) => Ok(found),
        },
    }
}

/// The first few names, for people.
pub(crate) fn beginning<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(5)
        .map(|name| name.as_ref().chars().take(40).collect())
        .collect();
    match shown.is_empty() {
        true => "nothing".to_owned(),
        false => shown.join(", "),
    }
}
