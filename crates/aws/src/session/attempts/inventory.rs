//! What there is in the account.

use crate::{
    classify::{Call, classify},
    failure::Failure,
    session::Session,
};

pub(super) async fn list_all_my_buckets(session: &Session) -> Result<(), Failure> {
    let answer = session.s3.list_buckets().max_buckets(1).send().await;
    let answer = answer.map(drop);
    answer.map_err(|error| classify(Call::session("s3:ListAllMyBuckets"), &error))
}

pub(super) async fn get_resources(session: &Session) -> Result<(), Failure> {
    let call = session.tagging.get_resources().resources_per_page(1);
    let answer = call.send().await.map(drop);
    answer.map_err(|error| classify(Call::session("tag:GetResources"), &error))
}

pub(super) async fn get_tag_keys(session: &Session) -> Result<(), Failure> {
    let answer = session.tagging.get_tag_keys().send().await.map(drop);
    answer.map_err(|error| classify(Call::session("tag:GetTagKeys"), &error))
}
