//! Partitions, which are groups of regions that share a domain.

/// A partition of the AWS SDKs' public `partitions.json`.
///
/// All partitions have FIPS and dual-stack endpoints.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Partition {
    /// The prefix of the regions.
    region_prefix: &'static str,
    /// The pseudo region for the whole partition; empty if there is none.
    global_region: &'static str,
    pub(super) dns_suffix: &'static str,
    pub(super) dual_stack_dns_suffix: &'static str,
}

const fn partition(
    region_prefix: &'static str,
    global_region: &'static str,
    dns_suffix: &'static str,
    dual_stack_dns_suffix: &'static str,
) -> Partition {
    Partition { region_prefix, global_region, dns_suffix, dual_stack_dns_suffix }
}

/// The partition of all other regions, including those that are not known yet.
static AWS: Partition = partition("", "aws-global", "amazonaws.com", "api.aws");

pub(super) static AWS_US_GOV: Partition =
    partition("us-gov-", "aws-us-gov-global", "amazonaws.com", "api.aws");

static OTHERS: [Partition; 6] = [
    partition("cn-", "aws-cn-global", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    partition("eusc-de-", "", "amazonaws.eu", "api.amazonwebservices.eu"),
    partition("us-iso-", "aws-iso-global", "c2s.ic.gov", "api.aws.ic.gov"),
    partition("us-isob-", "aws-iso-b-global", "sc2s.sgov.gov", "api.aws.scloud"),
    partition("eu-isoe-", "aws-iso-e-global", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
    partition("us-isof-", "aws-iso-f-global", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
];

impl Partition {
    /// Returns the partition of a region, by the expressions of `partitions.json`.
    pub(super) fn of_region(region: &str) -> &'static Self {
        let known = OTHERS.iter().chain([&AWS_US_GOV]);
        known.into_iter().find(|partition| partition.has(region)).unwrap_or(&AWS)
    }

    fn has(&self, region: &str) -> bool {
        let numbered =
            region.strip_prefix(self.region_prefix).and_then(|rest| rest.split_once('-'));
        let fits = numbered.is_some_and(|(name, number)| {
            !name.is_empty()
                && !number.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        fits || region == self.global_region
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_matched_to_partitions() {
        for (region, suffix) in [
            ("us-west-2", "amazonaws.com"),
            ("mx-central-1", "amazonaws.com"),
            ("xx-unknown-1", "amazonaws.com"),
            ("aws-global", "amazonaws.com"),
            ("local", "amazonaws.com"),
            ("cn-north-1", "amazonaws.com.cn"),
            ("cn-north", "amazonaws.com"),
            ("cn-north-1-a", "amazonaws.com"),
            ("aws-cn-global", "amazonaws.com.cn"),
            ("us-iso-east-1", "c2s.ic.gov"),
            ("us-isob-east-1", "sc2s.sgov.gov"),
            ("eusc-de-east-1", "amazonaws.eu"),
            ("eusc-fr-east-1", "amazonaws.com"),
        ] {
            assert_eq!(Partition::of_region(region).dns_suffix, suffix, "{region}");
        }
        assert_eq!(Partition::of_region("us-gov-west-1"), &AWS_US_GOV);
        assert_eq!(Partition::of_region("aws-us-gov-global"), &AWS_US_GOV);
    }
}
