"""Decides every nth request under every policy with moto's evaluator. moto_decide.py POLICIES REQUESTS N: prints processor seconds and decisions."""
import json
import sys
import time

from moto.iam.access_control import IAMPolicy

policies = [IAMPolicy(json.loads(line)) for line in open(sys.argv[1])]
requests = [json.loads(line) for line in open(sys.argv[2])][:: int(sys.argv[3])]
started = time.process_time()
for policy in policies:
    for action, resource in requests:
        try:
            policy.is_action_permitted(action, resource)
        except Exception:
            pass  # it knows fewer condition operators than AWS uses
print(time.process_time() - started, len(policies) * len(requests))
