//! Digests: whether a text is still the one that somebody approved or read.

use sha2::{Digest, Sha256};

/// `sha256:…` of a text, without regard to white space at its ends and at line ends.
pub fn digest(text: &str) -> String {
    let mut hash = Sha256::new();
    for line in text.trim().lines() {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    format!("sha256:{}", hex(&hash.finalize()))
}

/// Bytes as a digest is written down.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
