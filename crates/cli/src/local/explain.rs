use crate::{
    args::ExplainArgs,
    exit::{Exit, Failure},
    output::data,
};

/// Prints the page of a code. Permissions share one.
pub fn explain(args: &ExplainArgs) -> Result<Exit, Failure> {
    let code = if args.code.starts_with("permission.") {
        "permission"
    } else {
        args.code.as_str()
    };
    let page = landfast_api::help_markdown(code).ok_or_else(|| {
        Failure::new(Exit::NotFound, format!("No code is called {}.", args.code))
            .hint("Codes are printed with every error and finding, such as account_id_taken or wrong_account.")
    })?;
    data(page.trim_end());
    Ok(Exit::Done)
}
