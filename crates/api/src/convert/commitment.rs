use landfast_app::NamedCommitment;
use landfast_domain::commitment::{
    Basis, Charge, Chosen, ContractDraft, ContractYear, Rule, Rules, RulesDraft,
};

use super::time;
use crate::dto;

pub(crate) fn commitment_draft(input: dto::CommitmentInput) -> ContractDraft {
    ContractDraft {
        name: input.name,
        currency: input.currency,
        starts: input.starts,
        years: input.years,
        payers: input.payers,
        rules: rules_draft(input.rules),
    }
}

fn rules_draft(mut input: dto::CommitmentRulesInput) -> RulesDraft {
    let charges = Charge::ALL.into_iter().filter_map(|charge| {
        let input = input.charges.of(charge_name(charge)).take()?;
        Some((charge, with_source(input.counts, input.source)))
    });
    let charges = charges.collect();
    RulesDraft {
        basis: input
            .basis
            .map(|basis| with_source(from_basis(basis.value), basis.source)),
        charges,
        marketplace_cap: input
            .marketplace_cap
            .map(|cap| with_source(cap.percent, cap.source)),
        marketplace_sellers: input
            .marketplace_sellers
            .map(|sellers| with_source(sellers.names, sellers.source)),
    }
}

const fn with_source<T>(value: T, source: String) -> Chosen<T> {
    Chosen { value, source }
}

const fn from_basis(basis: dto::CommitmentBasis) -> Basis {
    match basis {
        dto::CommitmentBasis::Unblended => Basis::Unblended,
        dto::CommitmentBasis::NetUnblended => Basis::NetUnblended,
        dto::CommitmentBasis::Amortized => Basis::Amortized,
        dto::CommitmentBasis::NetAmortized => Basis::NetAmortized,
    }
}

const fn to_basis(basis: Basis) -> dto::CommitmentBasis {
    match basis {
        Basis::Unblended => dto::CommitmentBasis::Unblended,
        Basis::NetUnblended => dto::CommitmentBasis::NetUnblended,
        Basis::Amortized => dto::CommitmentBasis::Amortized,
        Basis::NetAmortized => dto::CommitmentBasis::NetAmortized,
    }
}

pub(super) const fn charge_name(charge: Charge) -> dto::CommitmentCharge {
    use dto::CommitmentCharge as C;
    match charge {
        Charge::Usage => C::Usage,
        Charge::CommitmentFee => C::CommitmentFee,
        Charge::UpfrontFee => C::UpfrontFee,
        Charge::Discount => C::Discount,
        Charge::Marketplace => C::Marketplace,
        Charge::Support => C::Support,
        Charge::Credit => C::Credit,
        Charge::Refund => C::Refund,
        Charge::Tax => C::Tax,
        Charge::Other => C::Other,
    }
}

pub(crate) fn commitment_list(all: &[NamedCommitment]) -> dto::CommitmentList {
    dto::CommitmentList {
        commitments: all.iter().map(commitment_view).collect(),
        defaults: rules_view(&Rules::default()),
    }
}

pub(crate) fn commitment_view(named: &NamedCommitment) -> dto::CommitmentView {
    let commitment = &named.commitment;
    let contract = &commitment.contract;
    let payers = contract.payers.iter().map(|id| dto::CommitmentPayerView {
        id: id.to_string(),
        name: named.account_names.get(id).cloned(),
    });
    dto::CommitmentView {
        id: commitment.id.to_string(),
        name: contract.name.clone(),
        currency: contract.currency.clone(),
        starts: contract.starts.to_string(),
        ends: contract.ends().to_string(),
        years: contract.contract_years().map(year_view).collect(),
        payers: payers.collect(),
        rules: rules_view(&contract.rules),
        created_at: time(commitment.created_at),
        updated_at: time(commitment.updated_at),
    }
}

fn year_view(year: ContractYear) -> dto::CommitmentYearView {
    dto::CommitmentYearView {
        number: year.number,
        from: year.from.to_string(),
        to: year.to.to_string(),
        amount: year.commitment.to_string(),
    }
}

fn rules_view(rules: &Rules) -> dto::CommitmentRulesView {
    let (basis, cap, sellers) = (
        rules.basis(),
        rules.marketplace_cap(),
        rules.marketplace_sellers(),
    );
    let charge = |charge: Charge| {
        let Rule {
            value,
            is_default,
            source,
        } = rules.charge(charge);
        dto::CommitmentChargeRule {
            charge: charge_name(charge),
            counts: value,
            is_default,
            source,
        }
    };
    dto::CommitmentRulesView {
        basis: dto::CommitmentBasisRule {
            value: to_basis(basis.value),
            is_default: basis.is_default,
            source: basis.source,
        },
        charges: Charge::ALL.map(charge).into(),
        marketplace_cap: dto::CommitmentCapRule {
            percent: cap.value.map(u32::from),
            is_default: cap.is_default,
            source: cap.source,
        },
        marketplace_sellers: dto::CommitmentSellersRule {
            names: sellers.value,
            is_default: sellers.is_default,
            source: sellers.source,
        },
    }
}
