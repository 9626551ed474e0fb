use futures::{Stream, StreamExt, stream};
use landfast_api::dto::EventView;
use reqwest::{Method, Response};

use crate::{
    Client,
    error::{Error, Result},
};

/// The longest line that is taken; a hint has about a hundred bytes.
const LONGEST: usize = 64 * 1024;

impl Client {
    /// Hints to fetch something again, until the server ends the stream. What happened before the
    /// stream began has to be fetched.
    ///
    /// # Errors
    /// What opening it says; later what the connection says, as the last item.
    pub async fn events(&self) -> Result<impl Stream<Item = Result<EventView>> + use<>> {
        let response = self.send(self.request(Method::GET, &["events"])?).await?;
        let reader = Reader {
            client: self.clone(),
            response,
            lines: Lines::default(),
        };
        Ok(stream::unfold(Some(reader), |reader| async move {
            let mut reader = reader?;
            match reader.next().await {
                Ok(Some(event)) => Some((Ok(event), Some(reader))),
                Ok(None) => None,
                Err(why) => Some((Err(why), None)),
            }
        })
        .boxed())
    }
}

struct Reader {
    client: Client,
    response: Response,
    lines: Lines,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<EventView>> {
        loop {
            while let Some(line) = self.lines.take() {
                if let Some(event) = event(&line) {
                    return Ok(Some(event));
                }
            }
            let chunk = self
                .response
                .chunk()
                .await
                .map_err(|why| Error::unreachable(&self.client.base, why))?;
            match chunk {
                Some(bytes) if self.lines.add(&bytes) => {}
                Some(_) => {
                    return Err(self
                        .client
                        .unreadable(self.response.status(), "a line without an end"));
                }
                None => return Ok(None),
            }
        }
    }
}

/// Every event of this server is one line of data (HTML Living Standard, section 9.2).
fn event(line: &[u8]) -> Option<EventView> {
    let data = line.strip_prefix(b"data:")?;
    serde_json::from_slice(data).ok()
}

/// Bytes as they come, lines as they are complete.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    /// `false` when what is waiting for its end has grown too long.
    fn add(&mut self, bytes: &[u8]) -> bool {
        self.0.extend_from_slice(bytes);
        self.0.len() <= LONGEST
    }

    fn take(&mut self) -> Option<Vec<u8>> {
        let end = self.0.iter().position(|byte| *byte == b'\n')?;
        let mut line: Vec<u8> = self.0.drain(..=end).collect();
        while line
            .last()
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            line.pop();
        }
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_they_are_cut() {
        let mut lines = Lines::default();
        let mut found = Vec::new();
        for chunk in [
            &b": still here\n\nda"[..],
            b"ta: {\"topic\":\"work\",",
            b"\"account_id\":null}\r\n\n",
        ] {
            assert!(lines.add(chunk));
            while let Some(line) = lines.take() {
                found.extend(event(&line));
            }
        }
        assert_eq!(found.len(), 1);
        assert!(!lines.add(&vec![b'a'; LONGEST + 1]));
    }
}
