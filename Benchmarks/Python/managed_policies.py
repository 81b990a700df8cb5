"""Writes what is decided: AWS's managed policies, which moto's package brings, and requests about what occurs in them.

managed_policies.py POLICIES REQUESTS COUNT: a policy's text on each line, as a JSON string; on each line a list of an action and a resource.
The same numbers come of the same package every time.
"""
import json
import random
import re
import sys

from moto.iam.aws_managed_policies import aws_managed_policies_data


def several(value):
    return value if isinstance(value, list) else [value]


def concrete(pattern):
    return re.sub(r"\$\{[^}]*\}", "value", pattern).replace("*", "some").replace("?", "x")


documents = [policy["Document"] for _, policy in sorted(json.loads(aws_managed_policies_data).items())]
statements = [statement for document in documents for statement in several(document["Statement"])]
actions = sorted({concrete(action) for statement in statements for action in several(statement.get("Action", [])) if ":" in action})
arns = sorted({concrete(arn) for statement in statements for arn in several(statement.get("Resource", [])) if arn.count(":") >= 5})
by_service = {}
for arn in arns:
    by_service.setdefault(arn.split(":")[2], []).append(arn)

chosen = random.Random(1)
with open(sys.argv[1], "w") as out:
    out.writelines(json.dumps(json.dumps(document)) + "\n" for document in documents)
with open(sys.argv[2], "w") as out:
    for _ in range(int(sys.argv[3])):
        action = chosen.choice(actions)
        own = by_service.get(action.split(":")[0])
        resource = chosen.choice(own) if own and chosen.random() < 0.6 else chosen.choice(["*", chosen.choice(arns)])
        out.write(json.dumps([action, resource]) + "\n")
