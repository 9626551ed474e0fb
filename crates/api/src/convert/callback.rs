use landfast_app::callbacks::CallbackView;

use super::{problem_code, time};
use crate::dto;

pub(crate) fn callback_view(view: CallbackView) -> dto::CallbackView {
    let since = view.state.trouble_since.map(time);
    let problem = view.problem.map(|why| {
        let code = problem_code(why.code);
        dto::CallbackProblem {
            help: format!("/help/{}", code.as_str()),
            code,
            detail: why.detail,
            since,
            hints: why.hints,
        }
    });
    dto::CallbackView {
        region: view.topic.as_ref().map(|topic| topic.region().to_string()),
        topic_arn: view.topic.map(|topic| topic.to_string()),
        read_at: view.state.read_at.map(time),
        message_at: view.state.message_at.map(time),
        problem,
    }
}
