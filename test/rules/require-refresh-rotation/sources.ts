/** The model of a user who keeps refresh tokens. */
export const MODEL = `const mongoose = require('mongoose');
module.exports = mongoose.model('User', new mongoose.Schema({ email: String, refreshToken: [String] }));
`;
