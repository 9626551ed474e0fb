use landfast_app::{ExportStatus, Offer, ports::Role};
use landfast_domain::{
    billing_export::{Candidate, ChoiceDraft, ExportChoice, ExportFormat, ExportWay, StackLaunch},
    launch::TemplateAt,
};

use super::{
    action::action,
    check::of_export,
    instructions::{fetched, parameter, payers_call},
    step::step_summary,
    time,
};
use crate::{dto, pages::TEMPLATES_PATH};

/// `role` is of whoever asks; `public_url` is where this server is reached, if it knows.
pub(crate) fn billing_export_view(
    status: &ExportStatus,
    role: Role,
    public_url: Option<&str>,
) -> dto::BillingExportView {
    let steps = status.step.actions(status.account.method);
    let mut actions = vec![action("choose", status.unavailable, role)];
    actions.extend(
        steps
            .iter()
            .filter(|one| one.name.as_str() != "set_role")
            .map(|one| action(one.name.as_str(), one.why_not, role)),
    );
    dto::BillingExportView {
        account_id: status.account.id.to_string(),
        step: step_summary(&status.step),
        unavailable: status.unavailable.map(str::to_owned),
        choice: status.choice.as_ref().map(choice),
        chosen_by: status.chosen.as_ref().map(|chosen| chosen.by.clone()),
        chosen_at: status.chosen.as_ref().map(|chosen| time(chosen.at)),
        stacks: status
            .stacks
            .iter()
            .map(|one| stack(one, public_url))
            .collect(),
        why_not_ready: status.why_not_ready.clone(),
        reading_policy: status.reading_policy.clone(),
        terraform: payers_call(&status.account, &status.payer, public_url),
        actions,
    }
}

fn choice(choice: &ExportChoice) -> dto::ExportChoiceView {
    dto::ExportChoiceView {
        way: match choice.way {
            ExportWay::New => dto::ExportWay::New,
            ExportWay::NewOtherRegion => dto::ExportWay::NewOtherRegion,
            ExportWay::Existing => dto::ExportWay::Existing,
        },
        format: format(choice.format),
        bucket: choice.bucket.to_string(),
        bucket_region: choice.bucket_region.to_string(),
        prefix: choice.prefix.to_string(),
        name: choice.name.to_string(),
        existing: choice.adopted.as_ref().map(|id| id.to_text()),
    }
}

const fn format(format: ExportFormat) -> dto::ExportFormat {
    match format {
        ExportFormat::Cur2 => dto::ExportFormat::Cur2,
        ExportFormat::LegacyCur => dto::ExportFormat::LegacyCur,
        ExportFormat::Focus12 => dto::ExportFormat::Focus12,
    }
}

pub(super) fn stack(stack: &StackLaunch, public_url: Option<&str>) -> dto::ExportStackView {
    let (published, download) = match &stack.template {
        TemplateAt::Published(url) => (Some(url.clone()), None),
        TemplateAt::Download(file) => (None, Some(file.as_str())),
    };
    dto::ExportStackView {
        stack_name: stack.stack_name.to_owned(),
        about: stack.about.to_owned(),
        region: stack.region.to_string(),
        launch_url: stack.url.clone(),
        template_url: published,
        template_download: download.map(|file| format!("{TEMPLATES_PATH}/{file}")),
        upload_url: stack.create_page.clone(),
        parameters: stack.parameters.iter().cloned().map(parameter).collect(),
        aws_cli: fetched(stack.command.clone(), download, public_url),
        makes_policy: stack.makes_policy,
    }
}

/// The draft, and the id of the candidate that it names.
pub(crate) fn choice_draft(draft: dto::ExportChoiceDraft) -> (ChoiceDraft, Option<String>) {
    let parts = ChoiceDraft {
        way: draft.way.as_str().to_owned(),
        format: draft.format.map(|format| format.as_str().to_owned()),
        bucket: draft.bucket,
        bucket_region: draft.bucket_region,
        prefix: draft.prefix,
        name: draft.name,
    };
    (parts, draft.existing)
}

pub(crate) fn export_candidates(offer: &Offer) -> dto::ExportCandidates {
    dto::ExportCandidates {
        items: offer.candidates.iter().map(candidate).collect(),
        unseen: offer.unseen.clone(),
    }
}

fn candidate(one: &Candidate) -> dto::ExportCandidate {
    let (export, to) = (&one.export, &one.export.destination);
    dto::ExportCandidate {
        id: export.id.to_text(),
        name: export.name.clone(),
        format: one.format.map(format),
        bucket: to.bucket.clone(),
        bucket_region: to.region.clone(),
        prefix: to.prefix.clone(),
        last_delivery: export.last_delivery.map(time),
        fits: one.pick.is_some(),
        why_not: one
            .misfits
            .iter()
            .map(|misfit| dto::MisfitView {
                mistake: of_export(misfit.mistake),
                expected: misfit.expected.to_owned(),
                found: misfit.found.clone(),
            })
            .collect(),
        notes: one.notes.clone(),
    }
}
