//! What a line of a bill costs, by each of the four ways to look at it. The formulas are here and
//! nowhere else.
//!
//! - **Unblended**: what AWS charges when it charges it. Every line as it is; lines that savings plans
//!   cover are offset by their negations (AWS CUR User Guide, "Line item columns").
//! - **Amortized**: what was paid at once or per month for a commitment is at the usage that it covers,
//!   and what was not used at the commitment. This is the view `summary_view` of AWS's Cloud
//!   Intelligence Dashboards 4.4, term by term.
//! - **Net**: the same after negotiated discounts, from the columns that begin with "net". They are
//!   there only while there is a discount; a cell that is absent means that none was taken, so the cost
//!   without discount counts (OpenCost reads it so too). The lines of the discounts themselves count
//!   nothing then: the net columns of the other lines contain them.
//! - **Public**: at public prices on demand, not counting negations: the usage that they offset is
//!   counted at its public price already.
//!
//! The net cost of a savings plan's unused commitment has no column. Taken is the unused commitment
//! times net recurring by recurring fee. This is derived, and was not checked with a real bill.

use super::{Amount, Overflow};

/// What the formulas need of one line of a Cost and Usage Report. Absent is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct LineFacts<'a> {
    /// `lineItem/LineItemType`.
    pub line_type: &'a str,
    pub product_code: &'a str,
    pub description: &'a str,
    pub unblended: Amount,
    pub net_unblended: Option<Amount>,
    pub public: Option<Amount>,
    /// Whether the file has a column of net costs at all.
    pub has_net: bool,
    pub reservation: Reservation,
    pub savings_plan: Commitment,
}

/// The columns `reservation/...`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reservation {
    /// Whether the line names a reservation.
    pub is_named: bool,
    pub effective: Cost,
    pub unused_upfront: Cost,
    pub unused_recurring: Cost,
}

/// The columns `savingsPlan/...`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Commitment {
    pub effective: Cost,
    pub total: Option<Amount>,
    pub used: Option<Amount>,
    pub recurring: Cost,
    /// What was paid at once for the plan, as far as it belongs to this line.
    pub upfront: Cost,
}

/// A column and its net twin.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub gross: Option<Amount>,
    pub net: Option<Amount>,
}

/// What a line costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Costs {
    pub unblended: Amount,
    pub amortized: Amount,
    pub net_unblended: Amount,
    pub net_amortized: Amount,
    pub public: Option<Amount>,
}

/// The costs of a line, with what has to be said about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    pub costs: Costs,
    /// How many amounts were rounded to twelve decimals: products here, and cells by their reader.
    pub rounded: u64,
    /// Whether the amortized cost is a guess, the unblended one, for what says it is absent.
    pub guessed: bool,
}

/// Whether a line shows a part of another line's cost once more (split cost allocation data). It is
/// counted, and in no sum. Operations: AWS's Cloud Intelligence Dashboards leave them out by name.
#[must_use]
pub fn is_split(operation: &str, parent_resource: &str) -> bool {
    matches!(operation, "EKSPod-EC2" | "ECSTask-EC2") || !parent_resource.is_empty()
}

/// A cost before and after discounts, on its way.
struct Pair {
    gross: Amount,
    net: Amount,
    rounded: bool,
    guessed: bool,
}

impl Pair {
    const NOTHING: Self = Self::same(Amount::ZERO);

    const fn same(amount: Amount) -> Self {
        Self {
            gross: amount,
            net: amount,
            rounded: false,
            guessed: false,
        }
    }
}

impl Cost {
    fn pair(self) -> Option<Pair> {
        let gross = self.gross?;
        Some(Pair {
            net: self.net.unwrap_or(gross),
            ..Pair::same(gross)
        })
    }
}

impl LineFacts<'_> {
    /// The costs of the line.
    ///
    /// # Errors
    /// [`Overflow`] for sums of more than 38 digits.
    pub fn costs(&self) -> Result<Counted, Overflow> {
        let amortized = self.amortized()?;
        let is_discount = self.is_discount() && self.has_net;
        let net = |amount: Amount| if is_discount { Amount::ZERO } else { amount };
        let public = match self.line_type {
            "SavingsPlanNegation" => self.public.map(|_| Amount::ZERO),
            _ => self.public,
        };
        Ok(Counted {
            costs: Costs {
                unblended: self.unblended,
                amortized: amortized.gross,
                net_unblended: net(self.unblended_pair().net),
                net_amortized: net(amortized.net),
                public,
            },
            rounded: u64::from(amortized.rounded),
            guessed: amortized.guessed,
        })
    }

    fn amortized(&self) -> Result<Pair, Overflow> {
        let known = match self.line_type {
            "SavingsPlanCoveredUsage" => self.savings_plan.effective.pair(),
            "SavingsPlanRecurringFee" => self.savings_plan.unused()?,
            "SavingsPlanNegation" | "SavingsPlanUpfrontFee" => Some(Pair::NOTHING),
            "DiscountedUsage" => self.reservation.effective.pair(),
            "RIFee" => self.reservation.unused()?,
            "Fee" if self.reservation.is_named => Some(Pair::NOTHING),
            "Refund" if self.is_refund_of_a_plan() => Some(Pair::NOTHING),
            _ => Some(self.unblended_pair()),
        };
        Ok(known.unwrap_or(Pair {
            guessed: true,
            ..self.unblended_pair()
        }))
    }

    fn unblended_pair(&self) -> Pair {
        Pair {
            net: self.net_unblended.unwrap_or(self.unblended),
            ..Pair::same(self.unblended)
        }
    }

    fn is_refund_of_a_plan(&self) -> bool {
        const TEXT: &str = "Refund for one-time fee for Savings Plan ID";
        self.product_code == "ComputeSavingsPlans" && self.description.starts_with(TEXT)
    }

    /// Whether it is the line of a negotiated discount (AWS CUR User Guide, "Discount details").
    fn is_discount(&self) -> bool {
        matches!(
            self.line_type,
            "EdpDiscount"
                | "PrivateRateDiscount"
                | "BundledDiscount"
                | "SppDiscount"
                | "RiVolumeDiscount"
                | "Discount"
        )
    }
}

impl Commitment {
    fn unused(&self) -> Result<Option<Pair>, Overflow> {
        let (Some(total), Some(used)) = (self.total, self.used) else {
            return Ok(None);
        };
        let gross = total.minus(used)?;
        let Some((net, of)) = self.ratio() else {
            return Ok(Some(Pair::same(gross)));
        };
        let share = gross.share(net, of)?;
        Ok(Some(share.map_or(Pair::same(gross), |share| Pair {
            net: share.value,
            rounded: share.rounded,
            ..Pair::same(gross)
        })))
    }

    /// Net by gross of the recurring fee; of the upfront one where nothing recurs.
    fn ratio(&self) -> Option<(Amount, Amount)> {
        [self.recurring, self.upfront].into_iter().find_map(|cost| {
            let of = cost.gross.filter(|gross| !gross.is_zero())?;
            Some((cost.net?, of))
        })
    }
}

impl Reservation {
    fn unused(&self) -> Result<Option<Pair>, Overflow> {
        let (upfront, recurring) = (self.unused_upfront.pair(), self.unused_recurring.pair());
        let (Some(upfront), Some(recurring)) = (upfront, recurring) else {
            return Ok(None);
        };
        Ok(Some(Pair {
            gross: upfront.gross.plus(recurring.gross)?,
            net: upfront.net.plus(recurring.net)?,
            ..Pair::NOTHING
        }))
    }
}
