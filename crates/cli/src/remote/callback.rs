use super::client;
use crate::{
    args::{Global, Output},
    exit::{Exit, Failure},
    output::{data, json, say},
};

/// Exit code 1 where there is a queue that cannot be read.
pub async fn run(global: &Global) -> Result<Exit, Failure> {
    let view = client(global)?.callback().await?;
    let exit = match view.problem {
        Some(_) => Exit::Failed,
        None => Exit::Done,
    };
    if global.output == Output::Json {
        json(&view);
        return Ok(exit);
    }
    let (Some(topic), Some(region)) = (&view.topic_arn, &view.region) else {
        data("No callbacks. The server looks for roles by itself.\n");
        return Ok(exit);
    };
    let never = || "never".to_owned();
    let read_at = view.read_at.map_or_else(never, |at| at.to_string());
    let message_at = view.message_at.map_or_else(never, |at| at.to_string());
    data(&format!(
        "{topic}\nStacks of {region} call back.\nQueue last read: {read_at}\nLast message:    {message_at}\n"
    ));
    if let Some(problem) = view.problem {
        let since = problem.since.map_or_else(never, |at| at.to_string());
        say(&format!(
            "\nThe queue cannot be read since {since}. {}",
            problem.detail
        ));
        for hint in &problem.hints {
            say(&format!("-> {hint}"));
        }
        say(&format!("   landfast explain {}", problem.code));
    }
    Ok(exit)
}
