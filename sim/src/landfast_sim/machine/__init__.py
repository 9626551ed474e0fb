"""The machine that Landfast runs on: where AWS's SDKs look for the credentials of its role."""
