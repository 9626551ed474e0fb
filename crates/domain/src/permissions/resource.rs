use crate::aws::RolePath;

/// A resource that an action can be limited to. Closed: a new one needs its ARN here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The role that the template itself makes.
    SelfRole,
    /// Managed policies on Landfast's path: the only ones that its template would make.
    OwnPolicies,
    DataExports,
    OrganizationRoots,
    OrganizationUnits,
    /// StackSets whose names begin with `landfast-`.
    LandfastStackSets,
    Ec2Instances,
    Ec2Volumes,
    RdsInstances,
    RdsClusters,
    ElastiCacheClusters,
    ElastiCacheGroups,
    RedshiftClusters,
    OpenSearchDomains,
    DynamoDbTables,
}

impl Resource {
    pub const ALL: [Self; 15] = [
        Self::SelfRole,
        Self::OwnPolicies,
        Self::DataExports,
        Self::OrganizationRoots,
        Self::OrganizationUnits,
        Self::LandfastStackSets,
        Self::Ec2Instances,
        Self::Ec2Volumes,
        Self::RdsInstances,
        Self::RdsClusters,
        Self::ElastiCacheClusters,
        Self::ElastiCacheGroups,
        Self::RedshiftClusters,
        Self::OpenSearchDomains,
        Self::DynamoDbTables,
    ];

    /// The word for it in a permission file.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::SelfRole => "self-role",
            Self::OwnPolicies => "own-policies",
            Self::DataExports => "data-exports",
            Self::OrganizationRoots => "organization-roots",
            Self::OrganizationUnits => "organization-units",
            Self::LandfastStackSets => "landfast-stack-sets",
            Self::Ec2Instances => "ec2-instances",
            Self::Ec2Volumes => "ec2-volumes",
            Self::RdsInstances => "rds-instances",
            Self::RdsClusters => "rds-clusters",
            Self::ElastiCacheClusters => "elasticache-clusters",
            Self::ElastiCacheGroups => "elasticache-groups",
            Self::RedshiftClusters => "redshift-clusters",
            Self::OpenSearchDomains => "opensearch-domains",
            Self::DynamoDbTables => "dynamodb-tables",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|resource| resource.token() == text)
    }

    /// For people, in the middle of a sentence.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::SelfRole => "this role only",
            Self::OwnPolicies => "policies on the path /landfast/ only",
            Self::DataExports => "data exports of the account",
            Self::OrganizationRoots => "the root of the organization",
            Self::OrganizationUnits => "organizational units",
            Self::LandfastStackSets => "StackSets whose names begin with landfast-",
            Self::Ec2Instances => "EC2 instances",
            Self::Ec2Volumes => "EBS volumes",
            Self::RdsInstances => "RDS instances",
            Self::RdsClusters => "RDS clusters",
            Self::ElastiCacheClusters => "ElastiCache clusters",
            Self::ElastiCacheGroups => "ElastiCache replication groups",
            Self::RedshiftClusters => "Redshift clusters",
            Self::OpenSearchDomains => "OpenSearch domains",
            Self::DynamoDbTables => "DynamoDB tables",
        }
    }

    /// The ARN as the text of CloudFormation's `Fn::Sub` (Service Authorization Reference, "Resource
    /// types defined by" each service). Built from the role's name, as a policy inside the role that
    /// asked for the role's ARN would be a circular dependency.
    pub(crate) fn arn_template(self) -> String {
        let path = RolePath::landfast();
        let path = path.as_str();
        // The region, the account and what follows; the account's own resources only, everywhere.
        let (service, region, rest) = match self {
            Self::SelfRole => ("iam", "", format!("role{path}${{RoleName}}")),
            Self::OwnPolicies => ("iam", "", format!("policy{path}*")),
            Self::DataExports => ("bcm-data-exports", "*", "export/*".to_owned()),
            Self::OrganizationRoots => ("organizations", "", "root/o-*/r-*".to_owned()),
            Self::OrganizationUnits => ("organizations", "", "ou/o-*/ou-*".to_owned()),
            Self::LandfastStackSets => ("cloudformation", "*", "stackset/landfast-*:*".to_owned()),
            Self::Ec2Instances => ("ec2", "*", "instance/*".to_owned()),
            Self::Ec2Volumes => ("ec2", "*", "volume/*".to_owned()),
            Self::RdsInstances => ("rds", "*", "db:*".to_owned()),
            Self::RdsClusters => ("rds", "*", "cluster:*".to_owned()),
            Self::ElastiCacheClusters => ("elasticache", "*", "cluster:*".to_owned()),
            Self::ElastiCacheGroups => ("elasticache", "*", "replicationgroup:*".to_owned()),
            Self::RedshiftClusters => ("redshift", "*", "cluster:*".to_owned()),
            Self::OpenSearchDomains => ("es", "*", "domain/*".to_owned()),
            Self::DynamoDbTables => ("dynamodb", "*", "table/*".to_owned()),
        };
        format!("arn:${{AWS::Partition}}:{service}:{region}:${{AWS::AccountId}}:{rest}")
    }
}

/// What an action may be used on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every resource; `why` says why it cannot be less.
    Any { why: String },
    /// These alone. Not empty, none twice.
    Only(Vec<Resource>),
}

impl Scope {
    /// The word for [`Scope::Any`] in a permission file.
    pub const ANY: &'static str = "any";

    /// For people, in the middle of a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Any { .. } => "the whole account".to_owned(),
            Self::Only(resources) => {
                let words: Vec<&str> = resources
                    .iter()
                    .map(|resource| resource.in_words())
                    .collect();
                words.join(", ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resource_has_its_own_word_and_belongs_to_the_account() {
        for resource in Resource::ALL {
            assert_eq!(Resource::parse(resource.token()), Some(resource));
            let arn = resource.arn_template();
            assert!(arn.contains(":${AWS::AccountId}:"), "{arn}");
            assert!(
                !arn.ends_with(":*") || arn.matches(':').count() > 5,
                "{arn}"
            );
        }
        assert_eq!(Resource::parse("everything"), None);
    }
}
