"""What the organizations use: services, meters with their prices, and regions.

Codes, usage types, operations and units are AWS's own; prices are near those of us-east-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class Shape(IntEnum):
    """How usage goes up and down."""

    STEADY = 0
    """Runs all the time: so many hours an hour."""

    WEB = 1
    """People: by the hour of the day, a little less at weekends."""

    OFFICE = 2
    """Work: little at night, hardly anything at weekends."""

    BATCH = 3
    """Jobs of the night."""

    STOCK = 4
    """What is stored: grows and never shrinks."""

    SPIKE = 5
    """As WEB, with a runaway job for three days of one month."""


@dataclass(frozen=True)
class Product:
    """A service as bills name it."""

    code: str
    """`lineItem/ProductCode`: AmazonEC2."""

    name: str
    """As Cost Explorer has it."""

    category: str
    """FOCUS's ServiceCategory."""

    subcategory: str
    """FOCUS's ServiceSubcategory."""


@dataclass(frozen=True)
class Meter:
    """Something that a service charges for."""

    product: Product
    family: str
    usage_type: str
    operation: str
    unit: str
    price: Decimal
    """Per unit on demand, in us-east-1."""

    daily: int
    """How many units one resource uses a day: exactly if STEADY, else about."""

    shape: Shape
    resource: str = ""
    """The resource's id or the end of its ARN; `{}` becomes letters. Empty: there is none."""

    commitment: str = ""
    """`sp` or `ri`: what can be bought in advance for it."""

    is_whole: bool = False
    """Whether only whole units are counted."""

    is_late: bool = False
    """Whether the organization starts with it later than with the others."""

    is_global: bool = False
    """Whether it has no region."""


@dataclass(frozen=True)
class Region:
    """A region and what its usage types begin with."""

    code: str
    name: str
    prefix: str
    tenths: int
    """Prices in tenths of those in us-east-1."""


EC2 = Product("AmazonEC2", "Amazon Elastic Compute Cloud - Compute", "Compute", "Virtual Machines")
EBS = Product("AmazonEC2", "EC2 - Other", "Storage", "Block Storage")
RDS = Product(
    "AmazonRDS", "Amazon Relational Database Service", "Databases", "Relational Databases"
)
S3 = Product("AmazonS3", "Amazon Simple Storage Service", "Storage", "Object Storage")
CLOUDWATCH = Product(
    "AmazonCloudWatch", "AmazonCloudWatch", "Management and Governance", "Observability"
)
LAMBDA = Product("AWSLambda", "AWS Lambda", "Compute", "Serverless Compute")
DYNAMODB = Product("AmazonDynamoDB", "Amazon DynamoDB", "Databases", "NoSQL Databases")
CLOUDFRONT = Product("AmazonCloudFront", "Amazon CloudFront", "Networking", "Content Delivery")
TRANSFER = Product("AWSDataTransfer", "AWS Data Transfer", "Networking", "Other (Networking)")
BALANCING = Product("AWSELB", "Elastic Load Balancing", "Networking", "Application Networking")
EKS = Product(
    "AmazonEKS", "Amazon Elastic Container Service for Kubernetes", "Compute", "Containers"
)
CACHE = Product("AmazonElastiCache", "Amazon ElastiCache", "Databases", "Caching")
QUEUES = Product("AWSQueueService", "Amazon Simple Queue Service", "Integration", "Messaging")
KEYS = Product("awskms", "AWS Key Management Service", "Security", "Other (Security)")
DNS = Product("AmazonRoute53", "Amazon Route 53", "Networking", "Domain Name System")
GLUE = Product("AWSGlue", "AWS Glue", "Analytics", "Data Processing")
REDSHIFT = Product("AmazonRedshift", "Amazon Redshift", "Analytics", "Data Warehouses")
BEDROCK = Product("AmazonBedrock", "Amazon Bedrock", "AI and Machine Learning", "Generative AI")
SAVINGS_PLANS = Product(
    "ComputeSavingsPlans", "Savings Plans for AWS Compute usage", "Compute", "Other (Compute)"
)
SUPPORT = Product("AWSSupportBusiness", "AWS Support (Business)", "Other", "Other (Other)")
MARKETPLACE = Product(
    "c7xk2m9q4r8t1v5w3z6y", "Logbook for Teams", "Management and Governance", "Observability"
)
TAX = "Tax"


def _price(text: str) -> Decimal:
    return Decimal(text)


METERS: tuple[Meter, ...] = (
    Meter(
        EC2,
        "Compute Instance",
        "BoxUsage:m7g.large",
        "RunInstances",
        "Hrs",
        _price("0.0816"),
        24,
        Shape.STEADY,
        "i-{}",
        "sp",
    ),
    Meter(
        EC2,
        "Compute Instance",
        "BoxUsage:c6i.xlarge",
        "RunInstances",
        "Hrs",
        _price("0.17"),
        24,
        Shape.STEADY,
        "i-{}",
        "sp",
    ),
    Meter(
        RDS,
        "Database Instance",
        "InstanceUsage:db.r7g.large",
        "CreateDBInstance:0014",
        "Hrs",
        _price("0.239"),
        24,
        Shape.STEADY,
        ":db:orders-{}",
        "ri",
    ),
    Meter(
        S3,
        "Storage",
        "TimedStorage-ByteHrs",
        "StandardStorage",
        "GB-Mo",
        _price("0.023"),
        220,
        Shape.STOCK,
        "acme-{}",
    ),
    Meter(
        CLOUDWATCH,
        "Metric",
        "CW:MetricMonitorUsage",
        "MetricStorage",
        "Metrics",
        _price("0.3"),
        6,
        Shape.STOCK,
    ),
    Meter(
        LAMBDA,
        "Serverless",
        "Lambda-GB-Second",
        "Invoke",
        "Lambda-GB-Second",
        _price("0.0000166667"),
        90_000,
        Shape.WEB,
        ":function:worker-{}",
    ),
    Meter(
        S3,
        "API Request",
        "Requests-Tier2",
        "GetObject",
        "Requests",
        _price("0.0000004"),
        260_000,
        Shape.WEB,
        "acme-{}",
        is_whole=True,
    ),
    Meter(
        TRANSFER,
        "Data Transfer",
        "DataTransfer-Out-Bytes",
        "RunInstances",
        "GB",
        _price("0.09"),
        21,
        Shape.WEB,
        "i-{}",
    ),
    Meter(
        TRANSFER,
        "Data Transfer",
        "DataTransfer-In-Bytes",
        "RunInstances",
        "GB",
        _price("0"),
        40,
        Shape.WEB,
        "i-{}",
    ),
    Meter(
        EC2,
        "Compute Instance",
        "BoxUsage:t3.medium",
        "RunInstances",
        "Hrs",
        _price("0.0416"),
        24,
        Shape.OFFICE,
        "i-{}",
    ),
    Meter(
        EBS,
        "Storage",
        "EBS:VolumeUsage.gp3",
        "CreateVolume-Gp3",
        "GB-Mo",
        _price("0.08"),
        25,
        Shape.STOCK,
        "vol-{}",
    ),
    Meter(
        EC2,
        "Compute Instance",
        "SpotUsage:m6i.large",
        "RunInstances:SV001",
        "Hrs",
        _price("0.0384"),
        400,
        Shape.SPIKE,
        "i-{}",
    ),
    Meter(
        BALANCING,
        "Load Balancer-Application",
        "LoadBalancerUsage",
        "LoadBalancing:Application",
        "Hrs",
        _price("0.0225"),
        24,
        Shape.STEADY,
        ":loadbalancer/app/web/{}",
    ),
    Meter(
        BALANCING,
        "Load Balancer-Application",
        "LCUUsage",
        "LoadBalancing:Application",
        "LCU-Hrs",
        _price("0.008"),
        80,
        Shape.WEB,
        ":loadbalancer/app/web/{}",
    ),
    Meter(
        BEDROCK,
        "Amazon Bedrock",
        "Claude-input-tokens",
        "InvokeModelInference",
        "1K tokens",
        _price("0.003"),
        3_500,
        Shape.OFFICE,
        ":inference-profile/{}",
        is_late=True,
    ),
    Meter(
        RDS,
        "Database Storage",
        "RDS:GP3-Storage",
        "CreateDBInstance:0014",
        "GB-Mo",
        _price("0.115"),
        9,
        Shape.STOCK,
        ":db:orders-{}",
    ),
    Meter(
        DYNAMODB,
        "Amazon DynamoDB PayPerRequest Throughput",
        "WriteRequestUnits",
        "PayPerRequestThroughput",
        "WriteRequestUnits",
        _price("0.00000125"),
        1_900_000,
        Shape.WEB,
        ":table/sessions-{}",
        is_whole=True,
    ),
    Meter(
        EKS,
        "Compute",
        "AmazonEKS-Hours:perCluster",
        "CreateOperation",
        "Hours",
        _price("0.1"),
        24,
        Shape.STEADY,
        ":cluster/{}",
    ),
    Meter(
        CACHE,
        "Cache Instance",
        "NodeUsage:cache.r7g.large",
        "CreateCacheCluster:0002",
        "Hrs",
        _price("0.219"),
        24,
        Shape.STEADY,
        ":cluster:cache-{}",
        "ri",
    ),
    Meter(
        CLOUDFRONT,
        "Data Transfer",
        "US-DataTransfer-Out-Bytes",
        "GET",
        "GB",
        _price("0.085"),
        40,
        Shape.WEB,
        ":distribution/{}",
        is_global=True,
    ),
    Meter(
        QUEUES,
        "API Request",
        "Requests-RBP",
        "SendMessage",
        "Requests",
        _price("0.0000004"),
        800_000,
        Shape.BATCH,
        ":{}",
        is_whole=True,
    ),
    Meter(
        CLOUDWATCH,
        "Data Payload",
        "CW:Requests",
        "GetMetricData",
        "Metrics",
        _price("0.0000000181"),
        1,
        Shape.STEADY,
    ),
    Meter(
        KEYS,
        "API Request",
        "KMS-Requests",
        "Decrypt",
        "Requests",
        _price("0.000003"),
        12_000,
        Shape.WEB,
        ":key/{}",
        is_whole=True,
    ),
    Meter(
        DNS,
        "DNS Query",
        "DNS-Queries",
        "A",
        "Queries",
        _price("0.0000004"),
        300_000,
        Shape.WEB,
        ":hostedzone/{}",
        is_whole=True,
        is_global=True,
    ),
    Meter(
        GLUE,
        "AWS Glue",
        "ETL-DPU-Hour",
        "Jobrun",
        "DPU-Hour",
        _price("0.44"),
        14,
        Shape.BATCH,
        ":job/nightly-{}",
    ),
    Meter(
        REDSHIFT,
        "Compute Instance",
        "Node:ra3.xlplus",
        "RunComputeNode:0001",
        "Node-Hrs",
        _price("1.086"),
        24,
        Shape.STEADY,
        ":cluster:warehouse-{}",
    ),
    Meter(
        BEDROCK,
        "Amazon Bedrock",
        "Claude-output-tokens",
        "InvokeModelInference",
        "1K tokens",
        _price("0.015"),
        900,
        Shape.OFFICE,
        ":inference-profile/{}",
        is_late=True,
    ),
    Meter(
        LAMBDA,
        "Serverless",
        "Request",
        "Invoke",
        "Requests",
        _price("0.0000002"),
        400_000,
        Shape.WEB,
        ":function:worker-{}",
        is_whole=True,
    ),
)
"""The first ones are used by the smallest bill."""

REGIONS = (
    Region("us-east-1", "US East (N. Virginia)", "", 10),
    Region("us-east-1", "US East (N. Virginia)", "", 10),
    Region("eu-central-1", "EU (Frankfurt)", "EUC1-", 12),
    Region("us-west-2", "US West (Oregon)", "USW2-", 10),
    Region("ap-southeast-1", "Asia Pacific (Singapore)", "APS1-", 13),
)
"""How often one is listed says how much it is used."""

CHINA = (
    Region("cn-north-1", "China (Beijing)", "CNN1-", 70),
    Region("cn-northwest-1", "China (Ningxia)", "CNW1-", 61),
)
"""Prices there are in yuan."""


def charge(product: Product, family: str = "", usage_type: str = "", unit: str = "") -> Meter:
    """Return the meter of a charge that is no usage."""
    return Meter(product, family, usage_type, "", unit, Decimal(0), 0, Shape.STEADY)
