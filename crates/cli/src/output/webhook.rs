use landfast_api::dto::{DeliveryView, WebhookView};

use super::{Table, word};

pub fn list(webhooks: &[WebhookView]) {
    let mut table = Table::new(["WEBHOOK", "NAME", "TO", "FORMAT", "KINDS", "STATE"]);
    for one in webhooks {
        let to = match one.url_end.as_str() {
            "" => one.origin.clone(),
            end => format!("{}/…{end}", one.origin),
        };
        let kinds = match one.kinds.as_slice() {
            [] => "all".to_owned(),
            some => some.join(" "),
        };
        let state = match &one.failing_since {
            Some(since) => format!("{}, failing since {}", word(&one.state), since.0),
            None => word(&one.state),
        };
        let format = word(&one.format);
        table.row([&one.webhook_id, &one.name, &to, &format, &kinds, &state]);
    }
    table.print();
}

pub fn deliveries(rows: &[DeliveryView]) {
    let mut table = Table::new(["DELIVERY", "AT", "KIND", "STATE", "TRIES", "LAST", "NEXT"]);
    for row in rows {
        let last = row
            .last_error
            .clone()
            .or_else(|| row.last_status.map(|status| status.to_string()));
        let (state, tries) = (word(&row.state), row.tries.to_string());
        table.row([
            &row.delivery_id,
            &row.created_at.0,
            &row.kind,
            &state,
            &tries,
            last.as_deref().unwrap_or("-"),
            row.next_at.as_ref().map_or("-", |at| &at.0),
        ]);
    }
    table.print();
}
