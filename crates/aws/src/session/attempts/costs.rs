//! Reports, exports and recommendations. Nothing here asks Cost Explorer: AWS charges for that.

use crate::{
    classify::{Call, classify},
    failure::Failure,
    session::Session,
};

/// The least that the API takes (AWS Cost and Usage Report API Reference).
const FEWEST_REPORTS: i32 = 5;

pub(super) async fn describe_report_definitions(session: &Session) -> Result<(), Failure> {
    let call = session.reports.describe_report_definitions();
    let answer = call.max_results(FEWEST_REPORTS).send().await.map(drop);
    answer.map_err(|error| classify(Call::session("cur:DescribeReportDefinitions"), &error))
}

pub(super) async fn list_exports(session: &Session) -> Result<(), Failure> {
    let call = session.exports.list_exports().max_results(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("bcm-data-exports:ListExports"), &error))
}

pub(super) async fn list_enrollment_statuses(session: &Session) -> Result<(), Failure> {
    let call = session.optimization_hub.list_enrollment_statuses();
    let answer = call.max_results(1).send().await.map(drop);
    let call = Call::session("cost-optimization-hub:ListEnrollmentStatuses");
    answer.map_err(|error| classify(call, &error))
}
