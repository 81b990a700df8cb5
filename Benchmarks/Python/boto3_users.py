"""What boto3 needs for so many users: the calls that `tenure run` makes for each, one after the other. Prints the seconds."""
import sys
import time

import boto3

port, count = sys.argv[1], int(sys.argv[2])
iam = boto3.client("iam", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")
started = time.monotonic()
for number in range(count):
    name = f"kim.minsu.{number}"
    tags = [{"Key": "tenure:request", "Value": f"R-{number}"}, {"Key": "tenure:nonce", "Value": "0123456789abcdef" * 2}]
    iam.create_user(UserName=name, Tags=tags)
    iam.add_user_to_group(GroupName="tenure-duty", UserName=name)
    iam.create_login_profile(UserName=name, Password="Correct-Horse-77-Battery", PasswordResetRequired=False)
print(time.monotonic() - started)
