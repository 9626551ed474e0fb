//! Files of the console, help pages and the document. Whether `web` was built or not.

use landfast_api::dto::ProblemCode;
use landfast_domain::{
    check::{CheckCode, Mistake},
    machine::Trap,
};

use crate::{
    http::{Call, get},
    world::Empty,
};

#[tokio::test]
async fn every_address_of_a_page_shows_the_console() {
    let router = Empty::new().await.router();
    let home = get("//").send(&router).await;
    assert_eq!(
        (home.status.as_u16(), home.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    for path in [
        "//accounts",
        "//accounts/000000000001/register",
        "//settings/tokens?x=1",
    ] {
        let page = get(path).send(&router).await;
        assert_eq!(
            (page.status, page.text()),
            (home.status, home.text()),
            "{path}"
        );
    }
    for path in [
        "//favicon.xyz",
        "//assets/none.js",
        "//../Cargo.toml",
        "//%2e%2e/Cargo.toml",
        "//accounts/index.php",
    ] {
        assert_eq!(get(path).send(&router).await.status, 404, "{path}");
    }
    let head = Call::new("HEAD", "//").send(&router).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
}

#[tokio::test]
async fn pages_are_asked_for_again_and_known_ones_are_not_sent_again() {
    let router = Empty::new().await.router();
    let home = get("//").send(&router).await;
    // Without a built console there is a word in its place, which is never kept.
    if home.headers.contains_key("etag") {
        assert_eq!(home.header("cache-control"), "no-cache");
        let again = get("//")
            .header("if-none-match", home.header("etag"))
            .send(&router)
            .await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
    } else {
        assert_eq!(home.header("cache-control"), "no-store");
        assert!(home.text().contains("npm run build"));
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_can_read_it() {
    let router = Empty::new().await.router();
    let packed = get("/openapi.json")
        .header("accept-encoding", "gzip")
        .send(&router)
        .await;
    let plain = get("/openapi.json").send(&router).await;
    assert_eq!(
        (
            packed.header("content-encoding"),
            plain.header("content-encoding")
        ),
        ("gzip", "")
    );
    assert!(packed.bytes.len() * 4 < plain.bytes.len());
    assert_eq!(
        plain.json(),
        serde_json::to_value(landfast_api::document()).unwrap()
    );
}

/// Every code, check, mistake and trap leads somewhere, and none of the pages needs a script.
#[tokio::test]
async fn every_code_has_a_page() {
    let router = Empty::new().await.router();
    let problems = ProblemCode::ALL.iter().map(|code| code.to_string());
    let checks = CheckCode::fixed().map(|code| code.to_string());
    let mistakes = Mistake::every().map(|mistake| mistake.as_str().to_owned());
    let permission = "permission.identity.iam:GetRole".to_owned();
    let traps = Trap::ALL.iter().map(|trap| trap.as_str().to_owned());
    let codes = problems.chain(checks).chain(mistakes).chain(traps);
    for code in codes.chain([permission]) {
        let page = get(format!("//help/{code}")).send(&router).await;
        assert_eq!(page.status, 200, "{code}");
        let text = page.text();
        assert!(
            text.contains("<h1>") && !text.contains("<script") && !text.contains("style="),
            "{code}"
        );
        for path in text
            .split("href=\"/help/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let target = get(format!("//help/{path}")).send(&router).await;
            assert_eq!(target.status, 200, "{code} leads to {path}");
        }
    }
}

#[tokio::test]
async fn help_has_a_list_and_a_style_and_no_strange_pages() {
    let router = Empty::new().await.router();
    let list = get("//help").send(&router).await;
    assert!(list.text().contains("href=\"/help/wrong_account\""));
    for path in [
        "//help/none",
        "//help/%3Cscript%3E",
        "//help/..%2f..%2fREADME",
        "//help/account_id_taken.md",
    ] {
        let strange = get(path).send(&router).await;
        assert!(
            strange.status == 404 && !strange.text().contains("<script"),
            "{path}"
        );
    }
    let style = get("//help/style.css").send(&router).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
}
