// Runs cells as the worker of a page does, but in Node:  node micropython.mjs WORKER < QUESTIONS
// WORKER is a file of JSON: the worker's text, the modules of the book, and MicroPython's two parts.
// Reads a line of JSON for each cell, and prints a line of JSON for each.
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { createContext, runInContext } from "node:vm";
