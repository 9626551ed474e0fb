/// Why a role is better than the server's own identity, for everybody who is about to choose.
pub const WHY_ROLES_ARE_BETTER: [&str; 3] = [
    "A role may do what its account's choices say. The server's identity has to be given all of that itself, for everything the server does.",
    "A role refuses everybody else, and Landfast proves it every day. Of the server's own identity nothing like that can be proven.",
    "The account that Landfast runs in can have a role as any other one.",
];
