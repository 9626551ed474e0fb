//! Lines for tests, without a bill that they were read from.

use std::sync::Arc;

use arrow::{
    array::{
        ArrayRef, BooleanArray, Date32Array, Decimal128Array, MapBuilder, RecordBatch, StringArray,
        StringBuilder, TimestampMillisecondArray, new_null_array,
    },
    datatypes::DataType,
};
use landfast_domain::bill::{Amount, Costs, Counted, Ledger, Period, Quantity};

use crate::schema;

/// One line, as far as tests care.
#[derive(Debug, Clone)]
pub struct Line {
    pub day: i32,
    pub account: String,
    pub service: Option<String>,
    pub region: Option<String>,
    pub line_type: String,
    pub billing_entity: Option<String>,
    pub legal_entity: Option<String>,
    pub usage_type: Option<String>,
    pub resource: Option<String>,
    pub currency: String,
    pub unblended: Amount,
    pub amortized: Amount,
    pub public: Option<Amount>,
    pub usage: Option<Quantity>,
    pub unit: Option<String>,
    pub is_split: bool,
    pub tags: Vec<(String, String)>,
}

pub fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

pub fn line(day: i32, account: &str, service: &str, unblended: &str) -> Line {
    Line {
        day,
        account: account.to_owned(),
        service: Some(service.to_owned()),
        region: Some("eu-west-1".to_owned()),
        line_type: "Usage".to_owned(),
        billing_entity: Some("AWS".to_owned()),
        legal_entity: Some("Amazon Web Services, Inc.".to_owned()),
        usage_type: Some("BoxUsage".to_owned()),
        resource: Some(format!("i-{account}")),
        currency: "USD".to_owned(),
        unblended: amount(unblended),
        amortized: amount(unblended),
        public: None,
        usage: Some("1.5".parse().unwrap()),
        unit: Some("Hrs".to_owned()),
        is_split: false,
        tags: vec![("user:team".to_owned(), format!("team {account}"))],
    }
}

/// What their source would have counted.
pub fn ledger(lines: &[Line]) -> Ledger {
    let mut ledger = Ledger::default();
    for line in lines {
        if line.is_split {
            ledger.add_split();
            continue;
        }
        let costs = Costs {
            unblended: line.unblended,
            amortized: line.amortized,
            net_unblended: line.unblended,
            net_amortized: line.amortized,
            public: line.public,
        };
        let counted = Counted {
            costs,
            ..Counted::default()
        };
        ledger
            .add(&line.currency, &line.line_type, &counted)
            .unwrap();
    }
    ledger
}

/// The lines in the columns of the store.
pub fn batch(payer: &str, period: Period, lines: &[Line]) -> RecordBatch {
    let schema = schema::lines();
    let columns = schema.fields().iter().map(|field| {
        column(payer, period, field.name(), lines)
            .unwrap_or_else(|| new_null_array(field.data_type(), lines.len()))
    });
    RecordBatch::try_new(Arc::clone(&schema), columns.collect()).unwrap()
}

fn column(payer: &str, period: Period, name: &str, lines: &[Line]) -> Option<ArrayRef> {
    let text = |of: &dyn Fn(&Line) -> Option<String>| -> Option<ArrayRef> {
        Some(Arc::new(lines.iter().map(of).collect::<StringArray>()))
    };
    let decimal = |kind: DataType, of: &dyn Fn(&Line) -> Option<i128>| -> Option<ArrayRef> {
        let column = lines.iter().map(of).collect::<Decimal128Array>();
        Some(Arc::new(column.with_data_type(kind)))
    };
    let days = |of: &dyn Fn(&Line) -> i32| -> Option<ArrayRef> {
        Some(Arc::new(Date32Array::from_iter_values(
            lines.iter().map(of),
        )))
    };
    match name {
        "payer_account_id" => text(&|_| Some(payer.to_owned())),
        "account_id" => text(&|line| Some(line.account.clone())),
        "period" => days(&|_| period.first_day()),
        "day" => days(&|line| line.day),
        "usage_start" => {
            let start = |line: &Line| Some(i64::from(line.day) * 86_400_000);
            let column = lines
                .iter()
                .map(start)
                .collect::<TimestampMillisecondArray>();
            Some(Arc::new(column.with_timezone("UTC")))
        }
        "line_type" => text(&|line| Some(line.line_type.clone())),
        "billing_entity" => text(&|line| line.billing_entity.clone()),
        "legal_entity" => text(&|line| line.legal_entity.clone()),
        "service_code" => text(&|line| line.service.clone()),
        "service" => text(&|line| line.service.as_ref().map(|code| format!("Amazon {code}"))),
        "region" => text(&|line| line.region.clone()),
        "usage_type" => text(&|line| line.usage_type.clone()),
        "resource_id" => text(&|line| line.resource.clone()),
        "currency" => text(&|line| Some(line.currency.clone())),
        "usage_unit" => text(&|line| line.unit.clone()),
        "usage_amount" => decimal(schema::quantity(), &|line| line.usage.map(Quantity::units)),
        "unblended" | "net_unblended" => {
            decimal(schema::money(), &|line| Some(line.unblended.units()))
        }
        "amortized" | "net_amortized" => {
            decimal(schema::money(), &|line| Some(line.amortized.units()))
        }
        "public" => decimal(schema::money(), &|line| line.public.map(Amount::units)),
        "is_split" => Some(Arc::new(
            lines
                .iter()
                .map(|line| Some(line.is_split))
                .collect::<BooleanArray>(),
        )),
        "tags" => Some(tags(lines.iter().map(|line| line.tags.as_slice()))),
        "cost_categories" => Some(tags(lines.iter().map(|_| [].as_slice()))),
        _ => None,
    }
}

fn tags<'a>(rows: impl Iterator<Item = &'a [(String, String)]>) -> ArrayRef {
    let DataType::Map(entries, _) = schema::map() else {
        unreachable!("tags are a map")
    };
    let DataType::Struct(fields) = entries.data_type() else {
        unreachable!("entries are pairs")
    };
    let mut builder = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new())
        .with_keys_field(Arc::clone(&fields[0]))
        .with_values_field(Arc::clone(&fields[1]));
    for row in rows {
        for (key, value) in row {
            builder.keys().append_value(key);
            builder.values().append_value(value);
        }
        builder.append(true).unwrap();
    }
    Arc::new(builder.finish())
}
