"""What boto3 sees of a user at IAM, and what its person does there."""

DUTY = "tenure-duty"


class Witness:
    """Looks at IAM by itself: nothing here is known to `tenure`."""

    def __init__(self, moto):
        self.iam = moto.client()
        self.account = moto.client("sts").get_caller_identity()["Account"]

    def group(self, name, actions):
        document = f'{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{actions}","Resource":"*"}}]}}'
        self.iam.create_group(GroupName=name)
        self.iam.put_group_policy(GroupName=name, PolicyName="access", PolicyDocument=document)

    def names(self):
        pages = self.iam.get_paginator("list_users").paginate()
        return sorted(user["UserName"] for page in pages for user in page["Users"])

    def exists(self, name):
        return self.seen(lambda: self.iam.get_user(UserName=name)) is not None

    def tags(self, name):
        return {tag["Key"]: tag["Value"] for tag in self.iam.list_user_tags(UserName=name)["Tags"]}

    def groups(self, name):
        return sorted(group["GroupName"] for group in self.iam.list_groups_for_user(UserName=name)["Groups"])

    def has_password(self, name):
        return self.seen(lambda: self.iam.get_login_profile(UserName=name)) is not None

    def keys(self, name):
        return sorted(key["Status"] for key in self.iam.list_access_keys(UserName=name)["AccessKeyMetadata"])

    def inline(self, name):
        return self.iam.list_user_policies(UserName=name)["PolicyNames"]

    def attached(self, name):
        return [policy["PolicyName"] for policy in self.iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]]

    def devices(self, name):
        return [device["SerialNumber"] for device in self.iam.list_mfa_devices(UserName=name)["MFADevices"]]

    def all(self, name):
        """Everything of a user, as one value to compare."""
        return {
            "groups": self.groups(name), "password": self.has_password(name), "keys": self.keys(name), "inline": self.inline(name),
            "attached": self.attached(name), "devices": len(self.devices(name)),
        }

    def enable_mfa(self, name):
        serial = self.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        self.iam.enable_mfa_device(UserName=name, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="234567")
        return serial

    def change_password(self, old, new):
        """Whether IAM took the new password for the old."""
        try:
            self.iam.change_password(OldPassword=old, NewPassword=new)
            return True
        except self.iam.exceptions.ClientError:
            return False

    def seen(self, call):
        try:
            return call()
        except self.iam.exceptions.NoSuchEntityException:
            return None


def plain(**different):
    """What `Witness.all` tells of a user who has nothing but the duty group and a password, with these differences."""
    return {"groups": [DUTY], "password": True, "keys": [], "inline": [], "attached": [], "devices": 0} | different
