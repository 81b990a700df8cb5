"""Fills an account: users in groups, half of them with a password, a third with a key, one in ten with a policy of their own."""
import json
import sys

import boto3

port, count = sys.argv[1], int(sys.argv[2])
iam = boto3.client("iam", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")


def policy(*actions):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]})


GROUPS = 20
for number in range(GROUPS):
    iam.create_group(GroupName=f"group{number}")
    iam.put_group_policy(GroupName=f"group{number}", PolicyName="access", PolicyDocument=policy("s3:Get*", f"ec2:Describe{number}*"))
for number in range(count):
    name = f"user.{number}"
    iam.create_user(UserName=name)
    iam.add_user_to_group(GroupName=f"group{number % GROUPS}", UserName=name)
    iam.add_user_to_group(GroupName=f"group{number * 7 % GROUPS}", UserName=name)
    if number % 2 == 0:
        iam.create_login_profile(UserName=name, Password="Correct-Horse-77-Battery", PasswordResetRequired=False)
    if number % 3 == 0:
        iam.create_access_key(UserName=name)
    if number % 10 == 0:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy("sqs:*"))
