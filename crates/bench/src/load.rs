//! A closed loop: each connection asks, waits for the whole answer, and asks again.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use http::StatusCode;
use tokio::{task::JoinSet, time::Instant};

use crate::{Result, http::Connection};

/// What is asked, over and over.
#[derive(Clone)]
pub struct Question {
    pub server: SocketAddr,
    pub path: Arc<str>,
    pub token: Arc<str>,
}

/// The times of all answers of one load, in the order of their length.
pub struct Times {
    sorted: Vec<Duration>,
    wall: Duration,
}

impl Times {
    /// The time that `part` of the answers (0 to 1) did not exceed: the nearest rank.
    pub fn quantile(&self, part: f64) -> Duration {
        let rank = (part * self.sorted.len() as f64).ceil() as usize;
        let place = rank.clamp(1, self.sorted.len().max(1)) - 1;
        self.sorted.get(place).copied().unwrap_or_default()
    }

    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    pub fn per_second(&self) -> f64 {
        self.count() as f64 / self.wall.as_secs_f64()
    }
}

/// Asks over `connections` connections for `span`. Every answer must be a 200.
pub async fn run(question: &Question, connections: usize, span: Duration) -> Result<Times> {
    let started = Instant::now();
    let until = started + span;
    let mut loops = JoinSet::new();
    for _ in 0..connections {
        loops.spawn(ask_until(question.clone(), until));
    }
    let mut sorted = Vec::new();
    while let Some(times) = loops.join_next().await {
        sorted.extend(times??);
    }
    let wall = started.elapsed();
    sorted.sort();
    Ok(Times { sorted, wall })
}

async fn ask_until(question: Question, until: Instant) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(question.server).await?;
    let mut times = Vec::new();
    while Instant::now() < until {
        let asked = Instant::now();
        let (status, body) = connection
            .get(&question.path, Some(&question.token))
            .await?;
        times.push(asked.elapsed());
        if status != StatusCode::OK {
            let said = String::from_utf8_lossy(&body).into_owned();
            return Err(format!(
                "GET {}: expected 200, found {status}: {said}",
                question.path
            )
            .into());
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_nearest_ranks() {
        let times = Times {
            sorted: (1..=200).map(Duration::from_millis).collect(),
            wall: Duration::from_secs(2),
        };
        assert_eq!(times.quantile(0.5), Duration::from_millis(100));
        assert_eq!(times.quantile(0.99), Duration::from_millis(198));
        assert_eq!(times.quantile(1.0), Duration::from_millis(200));
        assert!((times.per_second() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn no_answer_has_no_time() {
        let none = Times {
            sorted: Vec::new(),
            wall: Duration::from_secs(1),
        };
        assert_eq!(none.quantile(0.99), Duration::ZERO);
    }
}
