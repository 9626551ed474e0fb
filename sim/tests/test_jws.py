"""Signatures of the examples in RFC 7515, appendices A.2 and A.3."""

from __future__ import annotations

import pytest

from landfast_sim.web_identity.jws import Token

CLAIMS = (
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
)
RSA_KEY = {
    "kty": "RSA",
    "n": (
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt"
        "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX"
        "ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5"
        "IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    ),
    "e": "AQAB",
}
RSA_TOKEN = (
    f"eyJhbGciOiJSUzI1NiJ9.{CLAIMS}."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W"
    "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS"
    "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
    "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
)
EC_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
EC_TOKEN = (
    f"eyJhbGciOiJFUzI1NiJ9.{CLAIMS}."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)


@pytest.mark.parametrize(("text", "key"), [(RSA_TOKEN, RSA_KEY), (EC_TOKEN, EC_KEY)])
def test_examples(text: str, key: dict[str, str]) -> None:
    token = Token.parse(text)
    assert token.claims["iss"] == "joe"
    assert token.signed_by([key])
    assert token.signed_by([RSA_KEY, EC_KEY])
    assert not token.signed_by([{**key, "kid": "other"} | {"x": EC_KEY["y"], "e": "AQAD"}])


@pytest.mark.parametrize(("text", "key"), [(RSA_TOKEN, RSA_KEY), (EC_TOKEN, EC_KEY)])
def test_another_byte_is_another_message(text: str, key: dict[str, str]) -> None:
    changed = text.replace(".eyJpc3MiOiJqb2Ui", ".eyJpc3MiOiJqb2Yi")
    assert changed != text
    assert not Token.parse(changed).signed_by([key])
    head, claims, signature = text.split(".")
    assert not Token.parse(f"{head}.{claims}.A{signature[1:]}").signed_by([key])
    assert not Token.parse(f"{head}.{claims}.").signed_by([key])


@pytest.mark.parametrize("algorithm", ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9"])
def test_no_other_algorithm(algorithm: str) -> None:
    assert not Token.parse(f"{algorithm}.{CLAIMS}.").signed_by([RSA_KEY, EC_KEY])


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "!.!.!", f"{CLAIMS}.W10.AA"])
def test_what_is_no_token(text: str) -> None:
    with pytest.raises(ValueError):
        Token.parse(text)
