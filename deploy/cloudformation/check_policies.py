"""Runs parliament over the policies of the template, as a stack with every choice on has them.

`cargo xtask test templates` calls it with the paths of the templates that make a role, and behind
`--bills` of those for permits and for the bill. A finding that is not explained below
is a failure, and so is an explanation that nothing needs any more.
"""

import json
import sys

from cfnlint.decode import cfn_yaml
from parliament import analyze_policy_string

VALUES = {
    "AWS::Partition": "aws",
    "AWS::AccountId": "123456789012",
    "RoleName": "landfast-check",
    "WritableTagKeys": "CostCenter,Owner",
    "CurS3BucketName": "landfast-billing-123456789012-check",
    "CurS3Prefix": "landfast",
    "ExportName": "landfast-billing",
    "ValidUntil": "2026-01-31T12:00:00Z",
    "OrganizationId": "o-exampleorgid",
    "MemberRoleName": "OrganizationAccountAccessRole",
    "AccountIds": ["000000000001", "000000000002"],
    "MoreAccountIds": ["000000000003"],
    "TemplatePrefix": "https://example.com/api-access-",
}

EXPLAINED = {
    ("landfast-tag-writing", "RESOURCE_MISMATCH"): {
        # Each of these actions takes a domain or an application or a data source; parliament's copy
        # of AWS's table asks for all three at once. Landfast tags domains only.
        "es:AddTags",
        "es:RemoveTags",
    },
}


def fill(node):
    """The node with its functions worked out, every condition being met."""
    if isinstance(node, list):
        values = [fill(one) for one in node]
        # IAM takes both forms; parliament 1.6.4 reads the values of Bool and Null in this one only.
        return values[0] if values in (["true"], ["false"]) else values
    if not isinstance(node, dict):
        return node
    if len(node) == 1:
        ((function, argument),) = node.items()
        if function == "Fn::If":
            return fill(argument[1])
        if function == "Ref":
            return VALUES[argument]
        if function == "Fn::Split":
            return fill(argument[1]).split(argument[0])
        if function == "Fn::Sub":
            for name, value in VALUES.items():
                argument = argument.replace("${" + name + "}", str(value))
            return argument
    return {str(key): fill(value) for key, value in node.items()}


def documents(template):
    """Every policy of the role, inline or managed, by its name."""
    resources = template["Resources"]
    for name, resource in resources.items():
        for policy in resource["Properties"].get("Policies", []):
            policy = fill(policy)
            yield policy["PolicyName"], policy["PolicyDocument"]
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            yield name, fill(resource["Properties"]["PolicyDocument"])


def actions(finding):
    """The actions that a finding is about."""
    detail = finding.detail
    return {one["action"] for one in detail} if isinstance(detail, list) else set()


def main(path, explained):
    """Prints what is found; the exit code is 1 when something is not explained."""
    wrong, needed, checked = [], set(), 0
    for name, document in documents(cfn_yaml.load(path)):
        checked += 1
        for finding in analyze_policy_string(json.dumps(document)).findings:
            found = actions(finding)
            if found and found <= explained.get((name, finding.issue), set()):
                needed.add((name, finding.issue))
            else:
                wrong.append(f"{name}: {finding.issue} {finding.detail or ''} {finding.location}")
    wrong += [f"{one}: nothing needs this explanation" for one in set(explained) - needed]
    if explained and not checked:
        wrong.append(f"{path} has no policy to check")
    print("\n".join(wrong) or f"parliament: {checked} policies, nothing that is not explained")
    return 1 if wrong else 0


if __name__ == "__main__":
    bills = sys.argv.index("--bills")
    codes = [main(path, EXPLAINED) for path in sys.argv[1:bills]]
    codes += [main(path, {}) for path in sys.argv[bills + 1 :]]
    sys.exit(max(codes))
