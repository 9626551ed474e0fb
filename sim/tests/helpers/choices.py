"""A template with choices: policies that conditions switch on and off, as Landfast's has."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from helpers.template import TEMPLATE

SWITCH = {"Type": "String", "AllowedValues": ["on", "off"]}


def _document(*actions: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def with_choices() -> dict[str, Any]:
    """The small template plus a managed and an inline policy under conditions."""
    template = deepcopy(TEMPLATE)
    template["Parameters"]["Billing"] = {**SWITCH, "Default": "on"}
    template["Parameters"]["Inventory"] = {**SWITCH, "Default": "off"}
    template["Conditions"] = {
        "HasBilling": {"Fn::Equals": [{"Ref": "Billing"}, "on"]},
        "HasInventory": {"Fn::Equals": [{"Ref": "Inventory"}, "on"]},
    }
    template["Resources"]["BillingPolicy"] = {
        "Type": "AWS::IAM::ManagedPolicy",
        "Condition": "HasBilling",
        "Properties": {
            "ManagedPolicyName": "landfast-billing",
            "Path": "/landfast/",
            "Roles": [{"Ref": "Role"}],
            "PolicyDocument": _document("cur:DescribeReportDefinitions"),
        },
    }
    template["Resources"]["InventoryPolicy"] = {
        "Type": "AWS::IAM::Policy",
        "Condition": "HasInventory",
        "Properties": {
            "PolicyName": "landfast-inventory",
            "Roles": [{"Ref": "Role"}],
            "PolicyDocument": _document("tag:GetResources"),
        },
    }
    tags = template["Resources"]["Role"]["Properties"]["Tags"]
    chosen = {"Fn::Sub": "billing=${Billing} inventory=${Inventory}"}
    tags.append({"Key": "landfast:choices", "Value": chosen})
    return template


def as_text() -> str:
    """The template's text."""
    return json.dumps(with_choices())
