import { createAccountApi } from '../../api/account'
import { createHeadless } from '../../api/headless'
import { createLibraryApi } from '../../api/library'
import { createPageHttp } from '../../api/page'
import { createApi } from '../../api/patient'
import { language } from '../words/formats'

/** The server as this page talks to it. */
export const http = createPageHttp(() => language.peek())
export const api = createApi(http)
export const account = createAccountApi(http)
export const library = createLibraryApi(http)
export const headless = createHeadless(http)
