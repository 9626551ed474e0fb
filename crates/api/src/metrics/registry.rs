use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use landfast_app::{Tally, ports::WorkCounts};

/// Numbers of this process since it started.
///
/// A registry of our own: a handful of families do not pay for a framework. Routes come from the router and
/// methods from a closed set, so that the number of series is bounded.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<Series, Requests>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Default, Clone, Copy)]
struct Requests {
    count: u64,
    took: Duration,
}

impl Metrics {
    /// Counts one request that was answered.
    pub fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let one = requests
            .entry(Series {
                route: route.to_owned(),
                method,
                status,
            })
            .or_default();
        one.count += 1;
        one.took += took;
    }

    /// The text that is scraped.
    pub fn render(&self, checks: &Tally, work: WorkCounts) -> String {
        let mut text = String::new();
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = requests
            .iter()
            .map(|(series, one)| (series.labels(), one.count.to_string()));
        family(
            &mut text,
            "landfast_http_requests_total",
            "counter",
            "Requests answered.",
            counts,
        );
        let seconds = requests
            .iter()
            .map(|(series, one)| (series.labels(), one.took.as_secs_f64().to_string()));
        family(
            &mut text,
            "landfast_http_request_seconds_total",
            "counter",
            "Time from request to answer, in seconds.",
            seconds,
        );
        let checks = checks
            .all()
            .map(|(verdict, count)| (format!("verdict=\"{verdict}\""), count.to_string()));
        family(
            &mut text,
            "landfast_checks_total",
            "counter",
            "Looks at accounts, by how they ended.",
            checks.into_iter(),
        );
        let work = [
            ("ready", work.ready),
            ("leased", work.leased),
            ("dead", work.dead),
        ];
        family(
            &mut text,
            "landfast_work",
            "gauge",
            "Pieces of durable work in the database, by state.",
            work.into_iter()
                .map(|(state, count)| (format!("state=\"{state}\""), count.to_string())),
        );
        let version = [(
            format!("version=\"{}\"", env!("CARGO_PKG_VERSION")),
            "1".to_owned(),
        )];
        family(
            &mut text,
            "landfast_build_info",
            "gauge",
            "The version that runs.",
            version.into_iter(),
        );
        text
    }
}

impl Series {
    /// Route patterns hold no quote and no backslash, so that nothing has to be escaped.
    fn labels(&self) -> String {
        format!(
            "method=\"{}\",route=\"{}\",status=\"{}\"",
            self.method, self.route, self.status
        )
    }
}

fn family(
    text: &mut String,
    name: &str,
    kind: &str,
    help: &str,
    series: impl Iterator<Item = (String, String)>,
) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    for (labels, value) in series {
        let _ = writeln!(text, "{name}{{{labels}}} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_that_is_scraped() {
        let metrics = Metrics::default();
        metrics.request(
            "GET",
            "/api/v1/accounts/{account_id}",
            200,
            Duration::from_millis(1500),
        );
        metrics.request(
            "GET",
            "/api/v1/accounts/{account_id}",
            200,
            Duration::from_millis(500),
        );
        metrics.request("POST", "/api/v1/session", 401, Duration::from_millis(250));
        let work = WorkCounts {
            ready: 1,
            leased: 2,
            dead: 3,
        };
        let text = metrics.render(&Tally::default(), work);
        let wanted = "# HELP landfast_http_requests_total Requests answered.\n\
            # TYPE landfast_http_requests_total counter\n\
            landfast_http_requests_total{method=\"GET\",route=\"/api/v1/accounts/{account_id}\",status=\"200\"} 2\n\
            landfast_http_requests_total{method=\"POST\",route=\"/api/v1/session\",status=\"401\"} 1\n\
            # HELP landfast_http_request_seconds_total Time from request to answer, in seconds.\n\
            # TYPE landfast_http_request_seconds_total counter\n\
            landfast_http_request_seconds_total{method=\"GET\",route=\"/api/v1/accounts/{account_id}\",status=\"200\"} 2\n";
        assert!(text.starts_with(wanted), "{text}");
        assert!(
            text.contains("landfast_checks_total{verdict=\"pass\"} 0\n"),
            "{text}"
        );
        assert!(text.contains("landfast_work{state=\"dead\"} 3\n"), "{text}");
    }
}
