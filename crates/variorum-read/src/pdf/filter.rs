//! How a stream's bytes are packed.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::object::{Dict, Object, is_space};

/// Packings on top of each other.
const MOST_FILTERS: usize = 4;

/// The bytes of a stream, unpacked, at most `cap`; `None` where its packing is one of pictures, or not known.
/// What a damaged stream gave before its damage is kept.
pub(super) fn unpack(dict: &Dict, bytes: &[u8], cap: usize) -> Option<Vec<u8>> {
    let listed = |short: &str, long: &str| match dict.get(long).or_else(|| dict.get(short)) {
        Some(Object::Array(array)) => array.clone(),
        Some(other) => vec![other.clone()],
        None => Vec::new(),
    };
    let (filters, parameters) = (listed("F", "Filter"), listed("DP", "DecodeParms"));
    if filters.len() > MOST_FILTERS {
        return None;
    }
    let mut bytes = bytes.to_vec();
    bytes.truncate(cap);
    for (at, filter) in filters.iter().enumerate() {
        bytes = match filter.name()? {
            "FlateDecode" | "Fl" => inflate(&bytes, cap),
            "ASCIIHexDecode" | "AHx" => hex(&bytes),
            "ASCII85Decode" | "A85" => base85(&bytes),
            "LZWDecode" | "LZW" => lzw(&bytes, cap),
            _ => return None,
        };
        if let Some(Object::Dict(parameters)) = parameters.get(at) {
            bytes = unpredict(&bytes, parameters);
        }
    }
    Some(bytes)
}

fn inflate(bytes: &[u8], cap: usize) -> Vec<u8> {
    let mut out = Vec::new();
    // what came before the damage is what there is
    let done = ZlibDecoder::new(bytes).take(cap as u64).read_to_end(&mut out);
    if done.is_err() && out.is_empty() {
        let _damaged = DeflateDecoder::new(bytes).take(cap as u64).read_to_end(&mut out);
    }
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> =
        digits.filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
}

fn base85(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut group) = (Vec::new(), Vec::new());
    for byte in
        bytes.iter().copied().filter(|byte| !is_space(*byte)).take_while(|byte| *byte != b'~')
    {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(word(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let n_bytes = group.len() - 1;
        group.resize(5, 84);
        out.extend(&word(&group).to_be_bytes()[..n_bytes]);
    }
    out
}

fn word(group: &[u32]) -> u32 {
    group.iter().fold(0_u32, |word, digit| word.wrapping_mul(85).wrapping_add(*digit))
}

/// LZW as TIFF has it: codes of 9 to 12 bits, one wider a code early.
fn lzw(bytes: &[u8], cap: usize) -> Vec<u8> {
    let (mut out, mut table): (Vec<u8>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let (mut buffer, mut n_bits, mut width) = (0_u32, 0_u32, 9_u32);
    let mut previous: Option<(usize, usize)> = None;
    for byte in bytes {
        buffer = buffer << 8 | u32::from(*byte);
        n_bits += 8;
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = (buffer >> n_bits) as usize & ((1 << width) - 1);
        buffer &= (1 << n_bits) - 1;
        match code {
            256 => {
                table.clear();
                (width, previous) = (9, None);
                continue;
            }
            257 => break,
            _ => {}
        }
        let start = out.len();
        let known = match code {
            0..=255 => {
                out.push(code as u8);
                true
            }
            _ => match (table.get(code - 258).copied(), previous) {
                (Some((from, to)), _) => {
                    out.extend_from_within(from..to);
                    true
                }
                (None, Some((from, to))) if code - 258 == table.len() => {
                    out.extend_from_within(from..to);
                    out.push(out[start]);
                    true
                }
                _ => false,
            },
        };
        if !known || out.len() > cap {
            break;
        }
        if let Some((from, to)) = previous.filter(|_| table.len() < 4096 - 258) {
            // what came before, and the first letter of this one, which stands behind it
            table.push((from, (to + 1).min(out.len())));
        }
        previous = Some((start, out.len()));
        width = match table.len() + 258 + 1 {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    out.truncate(cap);
    out
}

/// Undoes the differences of PNG's filters, with which tables of objects are packed.
fn unpredict(bytes: &[u8], parameters: &Dict) -> Vec<u8> {
    let number = |name: &str, default: f64| {
        parameters.get(name).and_then(Object::number).unwrap_or(default).clamp(0.0, 65_536.0)
            as usize
    };
    if number("Predictor", 1.0) < 10 {
        return bytes.to_vec();
    }
    let bits = number("Colors", 1.0) * number("BitsPerComponent", 8.0);
    let (n_pixel, n_row) = (bits.div_ceil(8).max(1), (bits * number("Columns", 1.0)).div_ceil(8));
    if n_row == 0 {
        return bytes.to_vec();
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for row in bytes.chunks(n_row + 1) {
        let (kind, start) = (row[0], out.len());
        for (at, byte) in row[1..].iter().enumerate() {
            let left = if at >= n_pixel { out[start + at - n_pixel] } else { 0 };
            let up = if start >= n_row { out[start + at - n_row] } else { 0 };
            let corner =
                if at >= n_pixel && start >= n_row { out[start + at - n_row - n_pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let away = |byte: u8| (guess - i16::from(byte)).abs();
    if away(left) <= away(up) && away(left) <= away(corner) {
        left
    } else if away(up) <= away(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::{base85, hex, lzw};

    #[test]
    fn packings_of_letters() {
        assert_eq!(hex(b"48 65 6c6C6f>xx"), b"Hello");
        assert_eq!(base85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        // the example of the standard
        assert_eq!(
            lzw(&[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], 99),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
    }
}
