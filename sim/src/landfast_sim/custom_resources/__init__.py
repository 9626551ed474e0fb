"""CloudFormation's custom resources behind an SNS topic, in whatever account the topic is.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-sns.html
"""
