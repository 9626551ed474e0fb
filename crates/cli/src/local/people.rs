use landfast_app::{
    Actor,
    ports::{Role, Store},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::{
    args::{
        BillsPlace, Database, Output, TokenArgs, TokenCommand, TokenCreate, UserArgs, UserCommand,
        UserCreate, UserPassword,
    },
    compose::{self, Composed},
    exit::{Exit, Failure},
    output::{data, json, say},
};

pub async fn user(args: UserArgs, output: Output) -> Result<Exit, Failure> {
    match args.command {
        UserCommand::Create(create) => create_user(create, output).await,
        UserCommand::Password(args) => replace_password(args).await,
    }
}

pub async fn token(args: TokenArgs, output: Output) -> Result<Exit, Failure> {
    match args.command {
        TokenCommand::Create(create) => create_token(create, output).await,
    }
}

async fn create_user(args: UserCreate, output: Output) -> Result<Exit, Failure> {
    if Role::from(args.role) != Role::Operator {
        return Err(Failure::new(
            Exit::Usage,
            "Only operators are made on the database; an operator invites everybody else.",
        )
        .hint("Use Settings, Users in the console."));
    }
    let password = read_password()?;
    let composed = offline(&args.database).await?;
    let user = composed
        .app
        .create_operator(&args.email, &password, &args.workspace)
        .await?;
    match output {
        Output::Json => json(&json!({ "user_id": user.id, "email": user.email })),
        Output::Table => say(&format!(
            "{} is an operator of the workspace {}.",
            user.email, args.workspace
        )),
    }
    Ok(Exit::Done)
}

async fn replace_password(args: UserPassword) -> Result<Exit, Failure> {
    let password = read_password()?;
    offline(&args.database)
        .await?
        .app
        .replace_password(&args.email, &password)
        .await?;
    say(&format!(
        "{} has a new password; older sessions have ended.",
        args.email
    ));
    Ok(Exit::Done)
}

async fn create_token(args: TokenCreate, output: Output) -> Result<Exit, Failure> {
    let store = compose::store_beside(&args.database).await?;
    store.migrate().await.map_err(compose::unusable)?;
    let actor = operator(&store, &args.workspace, &args.email).await?;
    let composed = with(store, &args.database).await?;
    let made = composed
        .app
        .create_token(&actor, &args.name, args.role.into(), args.days)
        .await?;
    let text = made.text.expose_secret();
    match output {
        Output::Json => json(&json!({ "token": text, "token_id": made.token.id })),
        Output::Table => data(text),
    }
    Ok(Exit::Done)
}

/// The operator in whose name it is done, so that the audit log names a person.
pub(super) async fn operator(
    store: &landfast_store::SqlStore,
    workspace: &str,
    email: &str,
) -> Result<Actor, Failure> {
    let none = || {
        Failure::new(Exit::NotFound, format!("{email} is no operator of the workspace {workspace}."))
            .hint("Make one with \"landfast user create\", or sign in once by the link of the server's first start.")
    };
    let error = |why| Failure::from(landfast_app::Error::from(why));
    let user = store
        .user_find(&email.trim().to_lowercase())
        .await
        .map_err(error)?
        .ok_or_else(none)?;
    let memberships = store.memberships(&user.id).await.map_err(error)?;
    let wanted = workspace.to_lowercase();
    let here = memberships
        .into_iter()
        .find(|m| m.workspace.name.to_lowercase() == wanted && m.role == Role::Operator);
    let here = here.ok_or_else(none)?;
    Ok(Actor {
        name: user.email,
        user: Some(user.id),
        role: here.role,
        workspace: here.workspace,
        request_id: None,
    })
}

fn read_password() -> Result<SecretString, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|why| {
        Failure::new(
            Exit::Usage,
            format!("The password could not be read from standard input: {why}"),
        )
    })?;
    Ok(SecretString::from(
        line.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}

async fn offline(database: &Database) -> Result<Composed, Failure> {
    let store = compose::store_beside(database).await?;
    store.migrate().await.map_err(compose::unusable)?;
    with(store, database).await
}

/// The use cases over this store. They do not call AWS here.
pub(super) async fn with(
    store: landfast_store::SqlStore,
    database: &Database,
) -> Result<Composed, Failure> {
    let aws = compose::aws(&crate::args::AwsArgs::none(), false).await?;
    let bills = compose::bills(&database.data_dir, &BillsPlace::none(), &aws)?;
    compose::app(
        store,
        database.secret_key(),
        &aws,
        1,
        landfast_app::Settings::default(),
        None,
        bills,
    )
}
