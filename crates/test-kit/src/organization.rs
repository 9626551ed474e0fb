use landfast_app::ports::TreeSeen;
use landfast_domain::{
    AccountId,
    organization::{Listed, MemberState, Unit, stack_set::StackSetReading},
};

/// The organization of a payer, as a test builds it.
#[derive(Debug, Clone, Default)]
pub struct FakeOrganization {
    pub accounts: Vec<Listed>,
    pub tree: TreeSeen,
    /// The StackSet of its roll-out.
    pub stack_set: StackSetReading,
    /// What lies at the address of a template.
    pub template: String,
    /// The addresses of the templates that StackSets were made from.
    pub made: Vec<String>,
}

impl FakeOrganization {
    /// Puts an account into a unit, out of the one that it was in.
    pub fn put(&mut self, id: &AccountId, name: &str, state: MemberState, unit: &Unit) {
        self.accounts.retain(|one| one.id != *id);
        self.put_new(id, name, state, unit);
    }

    /// The same for an account that is known not to be there; thousands are put quickly.
    pub fn put_new(&mut self, id: &AccountId, name: &str, state: MemberState, unit: &Unit) {
        self.accounts.push(Listed {
            id: id.clone(),
            name: name.to_owned(),
            state,
            joined_at: None,
        });
        self.tree.placed.insert(id.clone(), unit.id.clone());
    }
}
