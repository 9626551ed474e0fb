"""StackSets: CloudFormation stacks of one template in many accounts. ministack 1.5.33 has none."""
