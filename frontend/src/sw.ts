/// <reference lib="webworker" />
declare const __SHELL__: string[]
declare const __VERSION__: string

export const shell = [__VERSION__, ...__SHELL__]
