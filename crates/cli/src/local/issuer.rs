use super::people::{operator, with};
use crate::{
    args::IssuerConfirm,
    compose,
    exit::{Exit, Failure},
    output::say,
};

/// In the database and not by the API: it concerns every workspace of the installation.
pub async fn confirm_issuer(args: IssuerConfirm) -> Result<Exit, Failure> {
    let store = compose::store_beside(&args.database).await?;
    store.migrate().await.map_err(compose::unusable)?;
    let actor = operator(&store, &args.workspace, &args.email).await?;
    let composed = with(store, &args.database).await?;
    let state = composed.app.confirm_issuer_files(&actor).await?;
    let from = state.ring.next(state.at).and_then(|key| key.signs_from());
    if let Some(from) = from {
        say(&format!(
            "The new key signs from {from} on. Keep both keys in the file until then."
        ));
    }
    Ok(Exit::Done)
}
