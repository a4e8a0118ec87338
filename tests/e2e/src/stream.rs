//! A page that arrives in pieces: a server that sends a part, and the rest when it is told to.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::visit::Visit;

/// A page under way. It is whole once this is dropped.
#[derive(Debug)]
pub struct Stream {
    pieces: Sender<String>,
}

impl Stream {
    /// Sends another piece.
    pub fn send(&self, html: impl Into<String>) {
        // The browser may have gone by now.
        let _ = self.pieces.send(html.into());
    }
}

impl Visit {
    /// Begins to load a page that starts with this. It shares the site's host, and so its cookies, but not
    /// its port.
    #[track_caller]
    pub fn go_to_stream(&self, start: &str) -> Stream {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let (pieces, receiver) = channel();
        let stream = Stream { pieces };
        stream.send(start);
        thread::spawn(move || serve(listener, receiver));
        self.run(&format!("location.href = 'http://www.billogram.localhost:{port}/streamed'"));
        self.wait("location.pathname === '/streamed' && document.body");
        stream
    }
}

/// Serves the page to whoever asks for it, and nothing else.
fn serve(listener: TcpListener, pieces: Receiver<String>) {
    for connection in listener.incoming().map_while(Result::ok) {
        if is_for_page(&connection) {
            let _ = answer(connection, &pieces);
            return;
        }
    }
}

fn is_for_page(connection: &TcpStream) -> bool {
    let mut lines = BufReader::new(connection).lines().map_while(Result::ok);
    let is_for_page = lines.next().is_some_and(|line| line.contains(" /streamed "));
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    is_for_page
}

fn answer(mut connection: TcpStream, pieces: &Receiver<String>) -> std::io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\
        Cache-Control: no-store\r\nConnection: close\r\n\r\n";
    connection.write_all(head.as_bytes())?;
    for piece in pieces {
        write!(connection, "{:x}\r\n{piece}\r\n", piece.len())?;
        connection.flush()?;
    }
    connection.write_all(b"0\r\n\r\n")
}
