//! A small allocator for the module: the standard one is many times as large.
//!
//! Blocks come in sizes of 16, 32, 64 … bytes. A freed block goes to the list of its size and is
//! handed out again; what no list has is cut from the end of memory. Nothing is ever given back to
//! the browser, which takes all of it when the page goes.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

/// The smallest block is 2⁴ bytes: enough for the link, and aligned for every type in use.
const SMALLEST: u32 = 4;
/// The largest is 2³⁰.
const SIZES: usize = 27;

/// The allocator. Memory comes from `grow`; see [`Blocks::new`].
#[derive(Debug)]
pub struct Blocks {
    free: [Cell<usize>; SIZES],
    end: Cell<usize>,
    limit: Cell<usize>,
    grow: fn(usize, usize) -> (usize, usize),
}

// SAFETY: the module has one thread; on the host each test uses its own from one thread.
unsafe impl Sync for Blocks {}

impl Blocks {
    /// An allocator without memory. `grow` takes a number of bytes, and where the memory that it gave
    /// last ends, 0 at first; it returns where at least as many begin and end, which are the same
    /// where there are none left.
    pub const fn new(grow: fn(usize, usize) -> (usize, usize)) -> Blocks {
        Blocks {
            free: [const { Cell::new(0) }; SIZES],
            end: Cell::new(0),
            limit: Cell::new(0),
            grow,
        }
    }

    /// Cuts a block of this size off the end, after getting more memory if need be.
    fn cut(&self, size: usize) -> *mut u8 {
        if self.limit.get() - self.end.get() < size {
            let (begin, end) = (self.grow)(size, self.limit.get());
            if end - begin < size {
                return null_mut();
            }
            // Memory that goes on where the last ended is one piece with it.
            if begin != self.limit.get() {
                self.end.set(begin);
            }
            self.limit.set(end);
        }
        let block = self.end.get();
        self.end.set(block + size);
        block as *mut u8
    }
}

/// The number of the list for blocks that hold so many bytes.
fn list_for(size: usize) -> usize {
    (usize::BITS - (size.max(1 << SMALLEST) - 1).leading_zeros() - SMALLEST) as usize
}

// SAFETY: every block is cut once from memory that `grow` gave to no one else, is as large as its
// list says, at least the layout's size, and starts at a multiple of 16 (memory begins at one and
// all sizes are), which no layout in this crate exceeds.
unsafe impl GlobalAlloc for Blocks {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let list = list_for(layout.size());
        let Some(free) = self.free.get(list).filter(|_| layout.align() <= 1 << SMALLEST) else {
            return null_mut();
        };
        let block = free.get();
        if block == 0 {
            return self.cut(1 << (list as u32 + SMALLEST));
        }
        // SAFETY: a block in a list is ours alone and holds the link that `dealloc` wrote.
        free.set(unsafe { *(block as *const usize) });
        block as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(free) = self.free.get(list_for(layout.size())) {
            // SAFETY: the caller gives the block back; the smallest has room for a link.
            unsafe { *(block as *mut usize) = free.get() };
            free.set(block as usize);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if list_for(layout.size()) == list_for(size) {
            return block;
        }
        // SAFETY: the new layout has a valid alignment and, from the caller, a valid size; both
        // blocks hold the smaller of the two sizes, and are not the same.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

/// Memory from the browser, in pages of 64 KiB; first what is left of those that the module came
/// with, in which most visits find room.
#[cfg(target_arch = "wasm32")]
fn grow(size: usize, limit: usize) -> (usize, usize) {
    use std::arch::wasm32::{memory_grow, memory_size};
    const PAGE: usize = 1 << 16;
    unsafe extern "C" {
        /// Where the module's own data ends; its address, for it has no value. From the linker.
        static __heap_base: u8;
    }
    let begin = (&raw const __heap_base as usize).next_multiple_of(1 << SMALLEST);
    let end = memory_size(0) * PAGE;
    if limit == 0 && end - begin >= size {
        return (begin, end);
    }
    let pages = size.div_ceil(PAGE);
    match memory_grow(0, pages) {
        usize::MAX => (0, 0),
        page => (page * PAGE, (page + pages) * PAGE),
    }
}

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
#[global_allocator]
static ALLOCATOR: Blocks = Blocks::new(grow);

#[cfg(test)]
mod tests {
    use super::*;

    /// Memory as the browser gives it: pieces that begin at a multiple of 16, the first two of
    /// them one behind the other.
    fn memory(size: usize, _: usize) -> (usize, usize) {
        let size = size.next_multiple_of(1 << 16);
        let layout = Layout::from_size_align(size, 1 << 16).expect("a valid layout");
        // SAFETY: the size is not zero. Never freed, as in the browser.
        let begin = unsafe { std::alloc::alloc(layout) } as usize;
        (begin, begin + size)
    }

    fn none(_: usize, _: usize) -> (usize, usize) {
        (0, 0)
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, 8).expect("a valid layout")
    }

    #[test]
    fn blocks_hold_what_was_written_whatever_is_done_to_others() {
        let blocks = Blocks::new(memory);
        let mut held: Vec<(*mut u8, usize, u8)> = Vec::new();
        // A linear congruential generator: the same script each time.
        let mut seed = 7_u32;
        let mut next = |most: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % most
        };
        for turn in 0..20_000_u32 {
            let mark = turn as u8;
            match next(3) {
                0 if !held.is_empty() => {
                    let (block, size, _) = held.swap_remove(next(held.len()));
                    // SAFETY: it came from this allocator with this layout.
                    unsafe { blocks.dealloc(block, layout(size)) };
                }
                1 if !held.is_empty() => {
                    let index = next(held.len());
                    let (block, size, mark) = held[index];
                    let new = 1 + next(5_000);
                    // SAFETY: as above; what is read is within both sizes.
                    unsafe {
                        let block = blocks.realloc(block, layout(size), new);
                        assert!((0..size.min(new)).all(|at| *block.add(at) == mark));
                        block.write_bytes(mark, new);
                        held[index] = (block, new, mark);
                    }
                }
                _ => {
                    let size = 1 + next(if turn % 50 == 0 { 100_000 } else { 300 });
                    // SAFETY: the size is not zero; the block is as large.
                    unsafe {
                        let block = blocks.alloc(layout(size));
                        assert!(!block.is_null() && (block as usize).is_multiple_of(16));
                        block.write_bytes(mark, size);
                        held.push((block, size, mark));
                    }
                }
            }
            if turn % 1_000 == 0 {
                for (block, size, mark) in &held {
                    // SAFETY: it is held, and was written whole.
                    assert!((0..*size).all(|at| unsafe { *block.add(at) } == *mark));
                }
            }
        }
    }

    #[test]
    fn a_freed_block_is_handed_out_again() {
        let blocks = Blocks::new(memory);
        // SAFETY: layouts are valid, and the block is given back once.
        unsafe {
            let first = blocks.alloc(layout(100));
            blocks.dealloc(first, layout(100));
            assert_eq!(blocks.alloc(layout(128)), first);
            assert_ne!(blocks.alloc(layout(128)), first);
        }
    }

    #[test]
    fn without_memory_there_is_no_block() {
        let blocks = Blocks::new(none);
        // SAFETY: the layout is valid.
        assert!(unsafe { blocks.alloc(layout(100)) }.is_null());
    }

    #[test]
    fn sizes_go_to_the_list_that_holds_them() {
        assert_eq!([1, 16, 17, 32, 33, 1 << 30].map(list_for), [0, 0, 1, 1, 2, 26]);
    }
}
