//! The operations of `/api/v1`, one file per resource. Each is declared once, for router and document.

mod access_key;
mod accounts;
mod activations;
mod activity;
mod bill_questions;
mod billing_export;
mod bills;
mod checks;
mod commitments;
mod deliveries;
mod events;
mod external_id;
mod issuer;
mod methods;
mod organization;
mod owner;
mod owner_links;
mod people;
mod permissions;
mod permits;
mod removal;
mod server;
mod session;
mod setup;
mod stack_run;
mod steps;
mod terraform;
mod tokens;
mod webhooks;
mod work;
mod workspaces;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::server::Server;

/// Items on a page when the caller does not say.
const PAGE: u32 = 50;

pub(crate) fn all() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(server::health))
        .routes(routes!(server::identity))
        .routes(routes!(server::callback))
        .routes(routes!(issuer::show))
        .routes(routes!(issuer::rotate))
        .routes(routes!(permissions::show))
        .routes(routes!(setup::needed, setup::set_up))
        .routes(routes!(session::sign_in, session::show, session::sign_out))
        .routes(routes!(workspaces::list, workspaces::create))
        .routes(routes!(people::list, people::invite))
        .routes(routes!(people::change_role, people::remove))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
        .routes(routes!(webhooks::list, webhooks::add))
        .routes(routes!(webhooks::show, webhooks::edit, webhooks::remove))
        .routes(routes!(webhooks::replace_secret))
        .routes(routes!(deliveries::test))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::redeliver))
        .routes(routes!(accounts::list, accounts::register))
        .routes(routes!(accounts::show, accounts::edit, accounts::remove))
        .routes(routes!(accounts::confirm))
        .merge(for_owners())
        .routes(routes!(removal::show, removal::begin, removal::cancel))
        .routes(routes!(removal::look))
        .routes(routes!(removal::orphans))
        .routes(routes!(removal::receipts))
        .routes(routes!(removal::receipt))
        .routes(routes!(removal::receipt_text))
        .merge(of_payers())
        .routes(routes!(external_id::show))
        .routes(routes!(external_id::begin, external_id::cancel))
        .routes(routes!(external_id::finish))
        .routes(routes!(methods::show, methods::choose))
        .routes(routes!(access_key::show, access_key::save))
        .routes(routes!(access_key::rotate))
        .routes(routes!(steps::set_role))
        .routes(routes!(steps::show))
        .routes(routes!(steps::skip))
        .routes(routes!(steps::resume))
        .routes(routes!(checks::start))
        .routes(routes!(checks::list))
        .routes(routes!(checks::show))
        .routes(routes!(terraform::list))
        .routes(routes!(terraform::announce))
        .routes(routes!(terraform::applied))
        .routes(routes!(terraform::export))
        .routes(routes!(terraform::stack_set))
        .routes(routes!(activity::list))
        .routes(routes!(activity::verify))
        .routes(routes!(work::list))
        .routes(routes!(work::retry))
        .routes(routes!(events::stream))
}

/// Links for owners of accounts, and what their holders can do.
fn for_owners() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(owner_links::list, owner_links::make))
        .routes(routes!(owner_links::revoke))
        .routes(routes!(owner_links::make_for_linked))
        .routes(routes!(owner::show))
        .routes(routes!(owner::check))
        .routes(routes!(owner::set_role))
}

/// What only the payer of an organization has.
fn of_payers() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(organization::show))
        .routes(routes!(organization::list))
        .routes(routes!(organization::table))
        .routes(routes!(organization::discover))
        .routes(routes!(organization::rollout, organization::plan_rollout))
        .routes(routes!(stack_run::start))
        .routes(routes!(stack_run::stop))
        .routes(routes!(stack_run::retry))
        .routes(routes!(stack_run::update))
        .routes(routes!(stack_run::go_on))
        .routes(routes!(billing_export::show, billing_export::choose))
        .routes(routes!(billing_export::candidates))
        .routes(routes!(bills::show))
        .routes(routes!(bills::sync))
        .routes(routes!(bill_questions::catalogue))
        .routes(routes!(bill_questions::ask))
        .routes(routes!(bill_questions::lines))
        .routes(routes!(bill_questions::sql))
        .routes(routes!(bill_questions::file))
        .routes(routes!(commitments::list, commitments::add))
        .routes(routes!(
            commitments::show,
            commitments::change,
            commitments::remove
        ))
        .routes(routes!(commitments::standing))
        .routes(routes!(permits::list, permits::ask))
        .routes(routes!(permits::show))
        .routes(routes!(permits::check))
        .routes(routes!(permits::end))
        .routes(routes!(activations::begin))
        .routes(routes!(activations::list))
        .routes(routes!(activations::show))
        .routes(routes!(activations::accounts))
        .routes(routes!(activations::retry))
        .routes(routes!(activations::stop))
}
